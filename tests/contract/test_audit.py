"""`make audit` with programs that stand in for pip-audit and npm: what they found, and what they could not ask."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted(str(lock.parent.relative_to(ROOT)) for lock in (ROOT / ".ci").glob("*/package-lock.json"))
REQUIRED = "AUDIT=required"

# pip-audit writes the file that --output names only when it found something.
FINDS = 'while [ "$1" != --output ]; do shift; done; echo "oldlib 1.0 PYSEC-1" >"$2"; exit 1'
FINDS_NOTHING = 'echo "No known vulnerabilities found" >&2'
CANNOT_ASK = 'echo "a long story" >&2; echo "name resolution failed" >&2; exit 1'
BROKEN_LOCK = 'echo "requirement oldlib does not contain a hash" >&2; exit 1'

# Word for word what npm 11 answers, but for the names.
NPM_FINDS_NOTHING = 'echo "found 0 vulnerabilities"'
NPM_FINDS_LITTLE = 'echo "# npm audit report"; echo; echo "2 moderate severity vulnerabilities"'
NPM_FINDS = 'echo "# npm audit report"; echo; echo "1 high severity vulnerability"; exit 1'
NPM_CANNOT_ASK = (
    'echo undefined; echo "npm warn audit request to somewhere failed" >&2; '
    'echo "npm error audit endpoint returned an error" >&2; echo "npm error A complete log" >&2; exit 1'
)
NPM_LACKS_ITS_LOCK = 'echo "npm error audit This command requires an existing lockfile." >&2; exit 1'

PIP_SOUND = "No known vulnerabilities found\n"
NPM_SOUND = "".join(f"{lock}: found 0 vulnerabilities\n" for lock in LOCKS)


@pytest.fixture
def audit(tmp_path: Path) -> "Audit":
    return Audit(tmp_path)


class Audit:
    """A project of two files in which make finds the stand-ins, and of the real programs only those it has to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for requirements in ("requirements-dev.txt", "requirements-talk.txt", "requirements-uv.txt"):
            (folder / requirements).touch()
        (folder / ".venv" / "bin").mkdir(parents=True)
        for made in (".talk", ".ready"):
            (folder / ".venv" / made).touch()
        (folder / "bin").mkdir()
        for program in ("make", "sh", "mkdir", "rm", "cat", "tail", "grep", "sed"):
            (folder / "bin" / program).symlink_to(shutil.which(program) or program)

    def run(
        self,
        *variables: str,
        lookup: str = FINDS_NOTHING,
        dry_run: str = ":",
        npm: str | None = NPM_FINDS_NOTHING,
    ) -> tuple[bool, str]:
        self._stand_in(".venv/bin/python", f'case "$*" in *--dry-run*) {dry_run}; exit;; esac\n{lookup}')
        if npm:
            self._stand_in("bin/npm", f'echo "$*" >>asked\n{npm}')
        command = ("make", "--file", str(ROOT / "Makefile"), "audit", "VENV=.venv", *variables)
        # Nothing of a make that runs the tests may reach this one.
        done = subprocess.run(  # noqa: S603 - its words stand here
            command,
            cwd=self.folder,
            env={"PATH": str(self.folder / "bin")},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode == 0, done.stdout

    def _stand_in(self, name: str, script: str) -> None:
        program = self.folder / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)


@pytest.mark.parametrize("variables", [(), (REQUIRED,)])
def test_nothing_found_is_said_and_passes(audit: Audit, variables: tuple[str, ...]) -> None:
    assert audit.run(*variables) == (True, PIP_SOUND + NPM_SOUND)


@pytest.mark.parametrize("variables", [(), (REQUIRED,)])
def test_a_vulnerability_is_shown_and_fails(audit: Audit, variables: tuple[str, ...]) -> None:
    assert audit.run(*variables, lookup=FINDS) == (False, "oldlib 1.0 PYSEC-1\n" + NPM_SOUND)


@pytest.mark.parametrize("variables", [(), (REQUIRED,)])
def test_a_vulnerability_that_npm_knows_of_is_shown_and_fails(audit: Audit, variables: tuple[str, ...]) -> None:
    passed, said = audit.run(*variables, npm=NPM_FINDS)
    assert not passed
    assert said.count("1 high severity vulnerability") == len(LOCKS)


def test_what_npm_finds_less_than_grave_is_told_and_passes(audit: Audit) -> None:
    passed, said = audit.run(REQUIRED, npm=NPM_FINDS_LITTLE)
    assert passed
    assert f"{LOCKS[0]}: 2 moderate severity vulnerabilities\n" in said


def test_npm_is_asked_about_every_lock_whatever_this_machine_leaves_out(audit: Audit) -> None:
    audit.run()
    asked = (audit.folder / "asked").read_text(encoding="utf-8").splitlines()
    assert [line.split("--prefix ")[1] for line in asked] == LOCKS
    assert all({"--no-offline", "--include=dev", "--audit-level=high"} < set(line.split()) for line in asked)


def test_without_the_service_it_says_that_it_was_not_run(audit: Audit) -> None:
    told = "not run: the audit of the Python packages, which could not be looked up: name resolution failed\n"
    assert audit.run(lookup=CANNOT_ASK) == (True, told + NPM_SOUND)


def test_without_npms_service_it_says_that_it_was_not_run(audit: Audit) -> None:
    told = (
        f"not run: the audit of {lock}, which could not be looked up: request to somewhere failed" for lock in LOCKS
    )
    assert audit.run(npm=NPM_CANNOT_ASK) == (True, "\n".join((PIP_SOUND.strip(), *told, "")))


def test_without_npm_it_says_that_it_was_not_run(audit: Audit) -> None:
    told = (f"not run: the audit of {lock}, because this machine has no npm" for lock in LOCKS)
    assert audit.run(npm=None) == (True, "\n".join((PIP_SOUND.strip(), *told, "")))


@pytest.mark.parametrize(("lookup", "npm"), [(CANNOT_ASK, NPM_FINDS_NOTHING), (FINDS_NOTHING, NPM_CANNOT_ASK)])
def test_where_it_is_required_not_run_is_a_failure(audit: Audit, lookup: str, npm: str) -> None:
    passed, said = audit.run(REQUIRED, lookup=lookup, npm=npm)
    assert not passed
    assert "not run: " in said


def test_where_it_is_required_there_has_to_be_npm(audit: Audit) -> None:
    assert not audit.run(REQUIRED, npm=None)[0]


@pytest.mark.parametrize("npm", [NPM_LACKS_ITS_LOCK, "exit 1", "echo something else"])
def test_what_npm_was_not_expected_to_say_is_a_failure(audit: Audit, npm: str) -> None:
    passed, said = audit.run(npm=npm)
    assert not passed
    assert "not run" not in said


def test_what_was_found_last_time_is_not_found_again(audit: Audit) -> None:
    audit.run(lookup=FINDS, npm=NPM_FINDS)
    passed, said = audit.run(lookup=CANNOT_ASK, npm=NPM_CANNOT_ASK)
    assert passed
    assert said.count("not run: ") == 1 + len(LOCKS)


def test_a_lock_without_hashes_fails_before_anything_is_asked(audit: Audit) -> None:
    assert audit.run(dry_run=BROKEN_LOCK) == (False, "requirement oldlib does not contain a hash\n")
