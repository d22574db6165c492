"""How it is said: facts turned into words, and words into speech Alexa accepts."""
