"""What is deployed: only what runs, for the machine that runs it, compiled, small, and the same each time."""

import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zipfile import ZipFile

import pytest

from artifact import (
    RUNTIME,
    ZIP_LIMIT,
    BuildError,
    Machine,
    Size,
    build,
    bytecode_note,
    runtime_in,
    runtime_interpreter,
    size_of,
    zipped,
)
from ship.build import SOURCE, Artifact
from ship.rebuild import digest, rebuild_if_changed

# The first build on a machine downloads packages.
pytestmark = pytest.mark.timeout(120)

AARCH64 = 183  # e_machine, bytes 18 and 19 of an ELF file
UNCHECKED_HASH = 0b01  # the flags of a .pyc that has the source's hash, which nobody is to check
SECRETS = re.compile(rb"AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY")


def files_of(artifact: Artifact) -> list[Path]:
    return [path for path in artifact.folder.rglob("*") if path.is_file()]


def contents(folder: Path) -> Iterator[tuple[str, int, float, bytes]]:
    for path in sorted(folder.rglob("*")):
        status = path.stat()
        content = path.read_bytes() if path.is_file() else b""
        yield str(path.relative_to(folder)), status.st_mode, status.st_mtime, content


def test_only_the_skill_and_what_it_requires_is_deployed(for_lambda: Artifact) -> None:
    required = set(re.findall(r"^([\w-]+)==", (SOURCE / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE))
    deployed = {path.name for path in for_lambda.folder.iterdir()}
    packages = {name.partition("-")[0].replace("_", "-") for name in deployed if name.endswith(".dist-info")}
    assert packages == required
    assert {"app.py", "horse_racing"} < deployed
    assert (for_lambda.folder / "horse_racing" / "tracks.csv").is_file()
    assert not deployed & {
        "artifact.py",
        "Makefile",
        "requirements.txt",
        "requirements.in",
        "bin",
        "loopback",
        "race_api",
        "echo",
        "tools",
    }


def test_neither_the_runtime_s_packages_nor_tests_nor_notes_of_the_installation_are_deployed(
    for_lambda: Artifact,
) -> None:
    parts = {part for path in files_of(for_lambda) for part in path.relative_to(for_lambda.folder).parts}
    assert not parts & {
        "boto3",
        "botocore",
        "awslambdaric",
        "tests",
        "py.typed",
        "RECORD",
        "INSTALLER",
        "direct_url.json",
    }
    assert not [part for part in parts if part.endswith((".pyi", ".js"))]


def test_no_secret_is_deployed(for_lambda: Artifact) -> None:
    assert [path for path in files_of(for_lambda) if SECRETS.search(path.read_bytes())] == []


def test_the_zip_is_small_enough(for_lambda: Artifact) -> None:
    size_of(zipped(for_lambda.folder)).check()


def test_what_is_native_is_for_arm64(for_lambda: Artifact) -> None:
    native = [path for path in files_of(for_lambda) if path.suffix == ".so"]
    assert native
    assert {int.from_bytes(path.read_bytes()[18:20], "little") for path in native} == {AARCH64}


def test_no_requirement_depends_on_the_machine_that_builds() -> None:
    # pip reads markers for the interpreter it runs on, not for the one it installs for.
    requirements = (SOURCE / "requirements.txt").read_text(encoding="utf-8")
    assert not re.findall(r"^.*==.*;.*$", requirements, re.MULTILINE)


def test_each_module_has_bytecode_that_is_not_checked_exactly_when_the_interpreter_is_at_hand(
    for_lambda: Artifact,
) -> None:
    assert for_lambda.compiler == runtime_interpreter()
    compiled = {path.relative_to(for_lambda.folder): path for path in files_of(for_lambda) if path.suffix == ".pyc"}
    modules = [path.relative_to(for_lambda.folder) for path in files_of(for_lambda) if path.suffix == ".py"]
    expected = {path.parent / "__pycache__" / f"{path.stem}.cpython-313.pyc" for path in modules}
    assert set(compiled) == (expected if for_lambda.compiler else set())
    for path in compiled.values():
        assert int.from_bytes(path.read_bytes()[4:8], "little") == UNCHECKED_HASH, path


def test_bytecode_knows_where_it_will_run_and_not_where_it_was_built(for_lambda: Artifact) -> None:
    for path in files_of(for_lambda):
        if path.suffix == ".pyc":
            assert b"/var/task/" in path.read_bytes()
            assert str(SOURCE.parent).encode() not in path.read_bytes()


def test_without_the_interpreter_the_note_says_what_that_costs_and_what_to_do() -> None:
    assert "each cold start compiles it anew. Install Python {}.{}".format(*RUNTIME) in bytecode_note(None)


def test_a_zip_that_is_too_large_is_refused_and_names_the_largest_packages() -> None:
    Size(ZIP_LIMIT - 1, 2 * ZIP_LIMIT, {}).check()
    with pytest.raises(BuildError, match=r"8\.0 MB .*: huge 6\.0 MB, large 1\.5 MB, small 0\.5 MB\. Drop or replace"):
        Size(ZIP_LIMIT, 2 * ZIP_LIMIT, {"small": 500_000, "huge": 6_000_000, "large": 1_500_000}).check()


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A function that requires one package, which lies on this disk."""
    wheel = tmp_path / "parrot-1.0-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        for name in ("__init__.py", "__init__.pyi", "py.typed", "page.js", "tests/__init__.py"):
            archive.writestr(f"parrot/{name}", "")
        archive.writestr("parrot-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: parrot\nVersion: 1.0\n")
        archive.writestr("parrot-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("parrot-1.0.dist-info/entry_points.txt", "[console_scripts]\nparrot = parrot:talk\n")
        archive.writestr("parrot-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    source = tmp_path / "source"
    source.mkdir()
    digits = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (source / "requirements.txt").write_text(f"parrot==1.0 --hash=sha256:{digits}\n", encoding="utf-8")
    (source / "app.py").write_text("import parrot\n", encoding="utf-8")
    return source


def test_sam_builds_the_same_elsewhere_from_a_copy_of_the_folder_alone(tiny: Path, tmp_path: Path) -> None:
    # The skill's own code with one small package; .ci/run builds it so with all packages.
    folders = [tmp_path / "one", tmp_path / "another" / "and" / "deeper"]
    for folder in folders:
        shutil.copytree(SOURCE, folder / "copy", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copyfile(tiny / "requirements.txt", folder / "copy" / "requirements.txt")
        command = ["make", "--makefile", str(SOURCE / "Makefile"), "build-SkillFunction"]
        environ = os.environ | {"ARTIFACTS_DIR": str(folder / "built")}
        done = subprocess.run(  # noqa: S603 - as SAM does
            command, cwd=folder / "copy", env=environ, capture_output=True, text=True, check=False
        )
        assert not done.returncode, done.stderr
        assert "MB zipped" in done.stdout
    built, again = (list(contents(folder / "built")) for folder in folders)
    assert built == again
    assert {path.name for path in (folders[0] / "built").iterdir()} >= {"app.py", "horse_racing", "parrot"}
    assert not (folders[0] / "built" / "artifact.py").exists()


def test_what_never_runs_is_left_out_of_a_package(tiny: Path, tmp_path: Path) -> None:
    build(tiny, tmp_path / "built", Machine(), ("app.py",))
    names = {str(path.relative_to(tmp_path / "built")) for path in (tmp_path / "built").rglob("*") if path.is_file()}
    about = {f"parrot-1.0.dist-info/{name}" for name in ("METADATA", "WHEEL", "entry_points.txt")}
    assert names == {"app.py", "parrot/__init__.py", *about}


def test_two_zips_of_the_same_files_are_the_same(tiny: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny, tmp_path / "copy")
    (tmp_path / "copy" / "app.py").touch(mode=0o777)
    assert zipped(tiny) == zipped(tmp_path / "copy")


def test_a_package_with_another_hash_is_refused(tiny: Path, tmp_path: Path) -> None:
    requirements = f"parrot==1.0 --hash=sha256:{'0' * 64}\n"
    (tiny / "requirements.txt").write_text(requirements, encoding="utf-8")
    with pytest.raises(BuildError, match=r"pip could not install the packages of .*requirements\.txt"):
        build(tiny, tmp_path / "built", Machine(), ("app.py",))


def test_a_folder_with_something_in_it_is_left_alone(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="is not empty: remove it, or name another folder"):
        build(tiny, tmp_path, Machine(), ("app.py",))
    assert tiny.is_dir()


def test_a_folder_is_made_again_when_a_source_or_an_option_changes_and_not_else(tmp_path: Path) -> None:
    source, folder = tmp_path / "source", tmp_path / "made"
    source.write_text("one", encoding="utf-8")
    assert rebuild_if_changed(folder, digest([source], "option"), Path.mkdir)
    assert not rebuild_if_changed(folder, digest([source], "option"), Path.mkdir)
    assert rebuild_if_changed(folder, digest([source], "option"), Path.mkdir, anew=True)
    assert rebuild_if_changed(folder, digest([source], "another option"), Path.mkdir)
    source.write_text("two", encoding="utf-8")
    assert rebuild_if_changed(folder, digest([source], "another option"), Path.mkdir)


def test_two_at_once_make_a_folder_once(tmp_path: Path) -> None:
    def make(draft: Path) -> None:
        time.sleep(0.05)
        draft.mkdir()

    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(lambda _: rebuild_if_changed(tmp_path / "made", "one", make), range(4)))
    assert sorted(outcomes) == [False, False, False, True]


def test_what_cannot_be_made_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    def fail(draft: Path) -> None:
        draft.mkdir()
        raise BuildError("no network")

    rebuild_if_changed(tmp_path / "made", "one", Path.mkdir)
    with pytest.raises(BuildError):
        rebuild_if_changed(tmp_path / "made", "two", fail)
    assert not rebuild_if_changed(tmp_path / "made", "one", fail)
    assert {path.name for path in tmp_path.iterdir()} == {"made", "made.made-from", "made.lock"}


def test_what_is_built_for_is_what_the_template_says(tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text("Globals:\n  Function:\n    Runtime: python3.14\n", "utf-8")
    assert runtime_in(template) == (3, 14)
    with pytest.raises(SystemExit, match="TEMPLATE="):
        runtime_in(tmp_path / "another.yaml")
