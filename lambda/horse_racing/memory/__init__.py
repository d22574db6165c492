"""What the listener told us: the favorite track, kept from one session to the next."""
