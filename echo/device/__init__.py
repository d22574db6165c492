"""The device: its sessions, the envelopes it sends, and Alexa's side of the contract."""
