"""Builds what is deployed: the skill, the packages it runs on, and the bytecode of both. Not deployed itself.

`sam build` runs it through the Makefile beside it, on a copy of this folder alone; `make build` runs it through
`ship.build`. So it needs nothing but the standard library and pip. The same sources give the same bytes, wherever and
whenever they are built, as long as the compiling interpreter is the same.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# What of a source folder is deployed, besides the packages it requires.
SHIPPED = ("app.py", "horse_racing")
PINS = "requirements.txt"

# Where Lambda puts it: the path that tracebacks show.
TASK_ROOT = "/var/task"


def runtime_in(template: Path) -> tuple[int, int]:
    """Return the version of Python that a template names for its functions, the only place where it stands.

    Raises `SystemExit` where there is no template, as nothing else can tell what to build for.
    """
    if not template.is_file():
        sys.exit(f"{template} is not there, which names the Python to build for. TEMPLATE=... says where it is.")
    (version,) = re.findall(r"^ +Runtime: python3\.(\d+)$", template.read_text(encoding="utf-8"), re.MULTILINE)
    return 3, int(version)


# What Lambda runs, and the machines it does so on: glibc 2.34 on arm64. `sam build` copies this folder alone, so the
# Makefile says where the template is.
RUNTIME = runtime_in(Path(os.environ.get("TEMPLATE") or Path(__file__).parents[1] / "template.yaml"))
PLATFORMS = ("manylinux_2_28_aarch64", "manylinux2014_aarch64")

# Bytes: the zip has to be smaller.
ZIP_LIMIT = 8_000_000

# What pip notes about the installation. Nothing reads it in Lambda, and some of it differs from machine to machine.
_NOTES = frozenset({"INSTALLER", "REQUESTED", "RECORD", "direct_url.json"})

# Stubs and their marker are for type checkers, scripts and style sheets for browsers.
_FOR_OTHERS = frozenset({".pyi", ".js", ".css"})

# For every file; after the zip format's first day on any clock.
_MODIFIED = 315_619_200
_MODIFIED_IN_ZIP = (1980, 1, 1, 0, 0, 0)


class BuildError(Exception):
    """The artifact cannot be built; the message says why and what to do."""


@dataclass(frozen=True)
class Machine:
    """What will run an artifact: Lambda, or this machine with the interpreter `host`.

    The bytecode is that of the interpreter `compiler`, none without one; it names its files by where they will be, the
    folder `task_root`.
    """

    host: Path | None = None
    compiler: Path | None = None
    task_root: str = TASK_ROOT


@dataclass(frozen=True)
class Size:
    """How large an artifact is, in bytes; `parts` are the zipped bytes by package."""

    zipped: int
    unzipped: int
    parts: Mapping[str, int]

    def __str__(self) -> str:
        return f"{self.zipped / 1e6:.1f} MB zipped, {self.unzipped / 1e6:.1f} MB unzipped"

    def check(self) -> None:
        """Raise `BuildError` naming the largest packages when the zip is too large."""
        if self.zipped < ZIP_LIMIT:
            return
        largest = sorted(self.parts, key=lambda name: -self.parts[name])[:5]
        named = ", ".join(f"{name} {self.parts[name] / 1e6:.1f} MB" for name in largest)
        raise BuildError(
            f"The zip has {self.zipped / 1e6:.1f} MB and has to stay under {ZIP_LIMIT / 1e6:.0f} MB. The largest in"
            f" it: {named}. Drop or replace one in lambda/requirements.in, then run `make lock`."
        )


@cache
def runtime_interpreter() -> Path | None:
    """Return a CPython of the version that Lambda runs, None when this machine has none."""
    name = f"python{RUNTIME[0]}.{RUNTIME[1]}"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    installed = sorted(map(str, pyenv.glob(f"versions/{RUNTIME[0]}.{RUNTIME[1]}.*/bin/{name}")))
    # A name on the PATH may be a shim without an interpreter behind it, so each has to answer; and what a release
    # candidate compiles, the release may not read.
    question = "import sys; print(sys.implementation.name, *sys.version_info[:2], sys.version_info[3], sys.base_prefix)"
    for candidate in filter(None, [sys.executable, shutil.which(name), *installed]):
        answer = subprocess.run([candidate, "-I", "-c", question], capture_output=True, text=True, check=False)
        *version, prefix = answer.stdout.strip().split(" ", 4)
        if version == ["cpython", *map(str, RUNTIME), "final"]:
            return Path(prefix, "bin", name)
    return None


def build(source: Path, destination: Path, machine: Machine, ships: Sequence[str] = SHIPPED, pins: str = PINS) -> None:
    """Build what `source` ships and the list `pins` names into an empty or missing folder. Raises `BuildError`."""
    destination = destination.resolve()
    if destination.exists() and any(destination.iterdir()):
        raise BuildError(f"{destination} is not empty: remove it, or name another folder.")
    install(source / pins, destination, machine.host)
    _drop_what_never_runs(destination)
    for name in ships:
        (destination / name).parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_dir():
            shutil.copytree(source / name, destination / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            shutil.copyfile(source / name, destination / name)
    if machine.compiler:
        compile_all(destination, machine.compiler, machine.task_root)
    _level(destination)


def install(requirements: Path, destination: Path, host: Path | None) -> None:
    """Install exactly what is pinned, for the interpreter `host` or for Lambda. Raises `BuildError`.

    Only wheels: building a package would run its code, and make something for the wrong machine.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq"]
    if host:
        pip += ["--python", str(host)]
    command = [*pip, "install", "--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile"]
    command += ["--requirement", str(requirements), "--target", str(destination)]
    if not host:
        command += ["--implementation", "cp", "--python-version", f"{RUNTIME[0]}.{RUNTIME[1]}"]
        command += [f"--platform={platform}" for platform in PLATFORMS]
    if subprocess.run(command, check=False, env=_environment()).returncode:
        raise BuildError(
            f"pip could not install the packages of {requirements}; it says why above. Check the network; a package"
            " without a wheel for the machine that runs it has to be replaced, in requirements.in."
        )


def compile_all(folder: Path, compiler: Path, task_root: str) -> None:
    """Compile a folder that will lie at `task_root`. Raises `BuildError`.

    Unchecked hashes: no import looks whether a source has changed, and nothing changes one in Lambda.
    """
    # The Alexa SDK's regular expressions warn when they are compiled; nobody here can mend them.
    command = [str(compiler), "-P", "-s", "-W", "ignore", "-m", "compileall", "-q"]
    command += ["--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", task_root, str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=_environment())
    if done.returncode:
        raise BuildError(f"{compiler} cannot compile what was installed:\n{done.stdout}{done.stderr}")


def zipped(folder: Path) -> bytes:
    """Return the folder as a zip: the same bytes for the same files."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = ZipInfo(path.relative_to(folder).as_posix(), _MODIFIED_IN_ZIP)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # Unix, or the permissions mean nothing
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, path.read_bytes())
    return buffer.getvalue()


def size_of(archive: bytes) -> Size:
    """Measure a zip."""
    parts: Counter[str] = Counter()
    with ZipFile(io.BytesIO(archive)) as opened:
        for entry in opened.infolist():
            parts[entry.filename.partition("/")[0]] += entry.compress_size
        return Size(len(archive), sum(entry.file_size for entry in opened.infolist()), parts)


def _drop_what_never_runs(folder: Path) -> None:
    # Their first line names the interpreter that installed them; Lambda runs none.
    shutil.rmtree(folder / "bin", ignore_errors=True)
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and path.name == "tests":
            shutil.rmtree(path)
        # Names, versions, licenses and entry points stay: libraries look themselves up through importlib.metadata,
        # and a license has to travel with the code.
        elif path.suffix in _FOR_OTHERS or path.name == "py.typed" or _is_note(path):
            path.unlink(missing_ok=True)


def _is_note(path: Path) -> bool:
    return path.name in _NOTES and path.parent.suffix == ".dist-info"


def _environment() -> dict[str, str]:
    """Return the environment without what would steer an interpreter, and with the one seed that makes sets agree."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONHASHSEED": "0"}


def _level(folder: Path) -> None:
    """Give all the same times and permissions, whatever the wheels, pip and the umask say."""
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (_MODIFIED, _MODIFIED))


def main(arguments: Sequence[str]) -> int:
    """Build for Lambda into the folder named; returns the exit code: 1 when that fails, 2 without a name."""
    if len(arguments) != 1:
        print("usage: python artifact.py FOLDER", file=sys.stderr)
        return 2
    destination, compiler = Path(arguments[0]), runtime_interpreter()
    try:
        build(Path(__file__).parent, destination, Machine(compiler=compiler))
        size = size_of(zipped(destination))
        size.check()
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{size}, {bytecode_note(compiler)}")
    return 0


def bytecode_note(compiler: Path | None) -> str:
    """Say whether there is bytecode, and if not, why and what that costs."""
    if compiler:
        return "with bytecode"
    version = f"{RUNTIME[0]}.{RUNTIME[1]}"
    return (
        f"WITHOUT BYTECODE, because this machine has no Python {version}: the function runs, but each cold start"
        f" compiles it anew. Install Python {version} and build again."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
