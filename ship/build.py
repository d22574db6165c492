"""`make build`: builds the function as `sam build` does, or for this machine, and says how large it is."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from artifact import (
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


class Target(Enum):
    """What an artifact is built for: Lambda on arm64, or the machine at hand."""

    LAMBDA = "lambda"
    HOST = "host"


@dataclass(frozen=True)
class Recipe:
    """What to build: the files `ships` of the folder `source`, and the packages of its requirements.txt.

    The artifact becomes the folder `name` in build/; without bytecode the name gets an ending.
    """

    target: Target
    bytecode: bool = True
    source: Path = SOURCE
    ships: tuple[str, ...] = SHIPPED
    name: str = ""

    @property
    def folder(self) -> Path:
        """Return where the artifact lies once it is built."""
        return BUILD / f"{self.name or self.target.value}{'' if self.bytecode else '-no-bytecode'}"


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
        recipe.folder, fingerprint, lambda draft: build(recipe.source, draft, machine, recipe.ships), anew=anew
    )
    return Artifact(recipe.folder, compiler, host)


def _sources(recipe: Recipe) -> Iterator[Path]:
    for name in ("requirements.txt", *recipe.ships):
        path = recipe.source / name
        if path.is_file():
            yield path
        yield from (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def main(arguments: Sequence[str]) -> int:
    """Build, write the zip beside the folder, report; returns the exit code: 1 when that fails or is too large."""
    parser = argparse.ArgumentParser(prog="python -m ship.build", description=__doc__)
    parser.add_argument("--target", choices=[target.value for target in Target], default=Target.LAMBDA.value)
    parser.add_argument("--bytecode", choices=["yes", "no"], default="yes")
    options = parser.parse_args(arguments)
    recipe = Recipe(Target(options.target), bytecode=options.bytecode == "yes")
    try:
        artifact = built(recipe, anew=True)
        archive = zipped(artifact.folder)
        size = size_of(archive)
        size.check()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    archive_file = artifact.folder.with_suffix(".zip")
    archive_file.write_bytes(archive)
    note = bytecode_note(artifact.compiler) if recipe.bytecode else "without bytecode, as asked"
    print(f"{archive_file.relative_to(ROOT)}: {size}, {note}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
