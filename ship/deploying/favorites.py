"""What a change of a stage's regions would do to the favorites and to what it leaves behind."""

from collections.abc import Mapping

from ship.deploying.errors import DeployError
from ship.deploying.hints import Hints
from ship.deploying.stacks import Stack
from ship.deploying.stages import Stage

TAKE_DOWN = 'docs/operations.md, "Take it down"'


def refuse_losses(stage: Stage, stacks: Mapping[str, Stack], hints: Hints) -> None:
    """Raise a DeployError if listeners would lose their favorites, or a region would be left to itself.

    `stacks` are those of all AWS regions, by region, whether they are the stage's or not.
    """
    wanted = list(stage.aws_regions)
    home = stacks[wanted[0]]
    if not stage.table:
        _refuse_empty_table(home, stacks, hints)
        _refuse_to_let_go(home, hints)
    replicas = home.parameters.get("FavoritesReplicaRegions", "").split(",")
    running = [region for region, stack in stacks.items() if stack.exists]
    if left := sorted({*replicas, *running} - {*wanted, ""}):
        raise DeployError(
            f"{_listed(left)} would be left out: in samconfig.toml, the stage {stage.name} has {_listed(wanted)} only. "
            f"The stack {home.name} and the favorites' replica would stay there and go on costing; the replica is "
            "protected from deletion. Nothing was changed.",
            f"take these regions down one at a time ({TAKE_DOWN}), or have them in samconfig.toml again, "
            f"then {hints.again}",
        )


def _refuse_empty_table(home: Stack, stacks: Mapping[str, Stack], hints: Hints) -> None:
    """Raise a DeployError if the first region would get a new table while there is one."""
    used = {
        stack.region: stack.parameters.get("FavoritesTableName", "")
        for stack in stacks.values()
        if stack.exists and (stack is not home or stack.parameters.get("FavoritesTableName"))
    }
    owners = [region for region, table in used.items() if not table]
    if owners:
        raise DeployError(
            f"The stack {home.name} in {_listed(owners)} owns a table of favorites. As the stage's first region, "
            f"{home.region} has one of its own, and listeners would lose what is in the other. Nothing was changed.",
            f"make {owners[0]} the first in samconfig.toml again, or set parameter_overrides = "
            f'["FavoritesTableName=<a table that all regions have>"], then {hints.again}',
        )
    if used and (home.region in used or not home.exists):
        table = next(iter(used.values()))
        raise DeployError(
            f"The favorites are in the table {table}, which no stack of this stage owns any more. {home.region} would "
            "get a new table, and listeners would lose theirs. Nothing was changed.",
            f'set parameter_overrides = ["FavoritesTableName={table}"] in samconfig.toml to go on with that table, '
            f"then {hints.again}",
        )


def _refuse_to_let_go(home: Stack, hints: Hints) -> None:
    """Raise a DeployError if the table stands in the stack itself, as it did before favorites.yaml had it."""
    table = home.outputs.get("FavoritesTableName", "")
    if table.startswith(f"{home.name}-FavoritesTable-"):
        raise DeployError(
            f"The favorites are in the table {table}, which the stack {home.name} would let go of and put an empty one "
            "in its place. Nothing was changed.",
            f'set parameter_overrides = ["FavoritesTableName={table}"] in samconfig.toml to go on with that table '
            f"(docs/regions.md), then {hints.again}",
        )


def _listed(regions: list[str]) -> str:
    return ", ".join(regions)
