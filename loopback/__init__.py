"""What every stand-in on loopback shares: a server, a clock, and the ways in which a line can fail."""
