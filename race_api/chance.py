"""One source of chance for the synthetic races: random streams that depend on nothing but their name."""

from random import Random


def stream(*name: object) -> Random:
    """Return the random stream of this name: the same name gives the same draws in every process.

    Text seeds are hashed with SHA-512 by `random`, so Python's own hash randomization has no part in it.
    """
    return Random("/".join(str(part) for part in name))  # noqa: S311 - invented horses need no cryptography
