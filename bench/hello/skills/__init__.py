"""Hello-world skills, as one might write them: what the skill's start and its turns are compared with."""
