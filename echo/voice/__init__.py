"""A voice of its own: what hears and speaks on this machine, without a network."""
