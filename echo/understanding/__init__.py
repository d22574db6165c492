"""Understanding: how words become an intent with slots, by the interaction model and nothing else."""
