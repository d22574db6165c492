"""How it is shown: cards for the companion app, and screens for devices that have one, with the facts of the speech."""
