"""`make build`: builds skill and demo as `sam build` does, or for this machine, and says how large they are."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from artifact import (
    PINS,
    SHIPPED,
    TASK_ROOT,
    BuildError,
    Machine,
    build,
    bytecode_note,
    runtime_interpreter,
    size_of,
    zipped,
)
from ship.rebuild import digest, rebuild_if_changed

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "lambda"
BUILD = ROOT / "build"

# What the demo is made of, below the repository's root. What it reads lies in the artifact where it lies there.
DEMO_SHIPPED = (
    "demo/app.py",
    "race_api",
    "loopback/__init__.py",
    "loopback/faults.py",
    "loopback/server.py",
    "lambda/horse_racing/tracks.csv",
)


class Target(Enum):
    """What an artifact is built for: Lambda on arm64, or the machine at hand."""

    LAMBDA = "lambda"
    HOST = "host"


@dataclass(frozen=True)
class Recipe:
    """What to build: the files `ships` of the folder `source`, and the packages of the list `pins` in it.

    The artifact becomes the folder `name` in build/; without bytecode the name gets an ending.
    """

    target: Target
    bytecode: bool = True
    source: Path = SOURCE
    ships: tuple[str, ...] = SHIPPED
    name: str = ""
    pins: str = PINS

    @property
    def folder(self) -> Path:
        """Return where the artifact lies once it is built."""
        return BUILD / f"{self.name or self.target.value}{'' if self.bytecode else '-no-bytecode'}"


def demo(target: Target, *, bytecode: bool = True) -> Recipe:
    """Return what the demo is built by: the race API as a function, from parts all over the repository."""
    return Recipe(target, bytecode, ROOT, DEMO_SHIPPED, f"demo-{target.value}", "demo/requirements.txt")


@dataclass(frozen=True)
class Artifact:
    """A built folder, the interpreter whose bytecode it has, if any, and the one that runs it, if this machine can."""

    folder: Path
    compiler: Path | None
    interpreter: Path | None


def host_interpreter() -> Path:
    """Return the interpreter that runs artifacts here: of Lambda's version when this machine has it, else this one."""
    this_one = Path(sys.base_prefix, "bin", "python{}.{}".format(*sys.version_info[:2]))
    return runtime_interpreter() or this_one


def built(recipe: Recipe, *, anew: bool = False) -> Artifact:
    """Return the artifact, built if it is missing or its sources have changed, or in any case. Raises `BuildError`."""
    host = host_interpreter() if recipe.target is Target.HOST else None
    compiler = (host or runtime_interpreter()) if recipe.bytecode else None
    machine = Machine(host, compiler, str(recipe.folder) if host else TASK_ROOT)
    fingerprint = digest([SOURCE / "artifact.py", *_sources(recipe)], machine)
    rebuild_if_changed(
        recipe.folder,
        fingerprint,
        lambda draft: build(recipe.source, draft, machine, recipe.ships, recipe.pins),
        anew=anew,
    )
    return Artifact(recipe.folder, compiler, host)


def _sources(recipe: Recipe) -> Iterator[Path]:
    for name in (recipe.pins, *recipe.ships):
        path = recipe.source / name
        if path.is_file():
            yield path
        yield from (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def main(arguments: Sequence[str]) -> int:
    """Build, write the zips beside the folders, report; returns the exit code: 1 when that fails or is too large."""
    parser = argparse.ArgumentParser(prog="python -m ship.build", description=__doc__)
    parser.add_argument("--target", choices=[target.value for target in Target], default=Target.LAMBDA.value)
    parser.add_argument("--bytecode", choices=["yes", "no"], default="yes")
    parser.add_argument("--demo-into", type=Path, metavar="FOLDER", help="build the demo alone, as sam build wants it")
    options = parser.parse_args(arguments)
    target, bytecode = Target(options.target), options.bytecode == "yes"
    try:
        if options.demo_into:
            recipe = demo(Target.LAMBDA)
            machine = Machine(compiler=runtime_interpreter())
            build(recipe.source, options.demo_into, machine, recipe.ships, recipe.pins)
            print(bytecode_note(machine.compiler))
            return 0
        for recipe in (Recipe(target, bytecode), demo(target, bytecode=bytecode)):
            print(_shipped(recipe))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _shipped(recipe: Recipe) -> str:
    """Build anew, write the zip beside the folder, and return what to tell of it. Raises `BuildError`."""
    artifact = built(recipe, anew=True)
    archive = zipped(artifact.folder)
    size = size_of(archive)
    size.check()
    archive_file = artifact.folder.with_suffix(".zip")
    archive_file.write_bytes(archive)
    note = bytecode_note(artifact.compiler) if recipe.bytecode else "without bytecode, as asked"
    return f"{archive_file.relative_to(ROOT)}: {size}, {note}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
