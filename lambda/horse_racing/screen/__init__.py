"""How it is shown: cards for the companion app, with the same facts as the speech."""
