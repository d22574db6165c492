"""The skill at Amazon's, through the ASK CLI: Alexa's own simulator, understanding and validation."""
