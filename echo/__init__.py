"""An Echo on your desk: what it hears, what it sends the skill, and what a person sees of both."""
