"""The parts of `make deploy`: what a stage is, the commands, the skill and its stacks."""
