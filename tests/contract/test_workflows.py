"""What must hold in the GitHub workflows, whatever machine looks at them. `make lint-ci` reads their grammar."""

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from artifact import RUNTIME
from ship.deploying.tools import OLDEST_SAM

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
STAGES = ("staging", "production")
NPM_LOCKS = sorted((ROOT / ".ci").glob("*/package-lock.json"))


def read(path: Path) -> dict[str, Any]:
    # Nothing but strings, lists and mappings: YAML 1.1 would take the key `on` for a yes, and 3.10 for 3.1.
    loaded: dict[str, Any] = yaml.BaseLoader(path.read_text(encoding="utf-8")).get_single_data()
    return loaded


WORKFLOWS = {path.name: read(path) for path in FILES}
CHECK, DEPLOY, STAGE = (WORKFLOWS[name] for name in ("check.yml", "deploy.yml", "deploy-stage.yml"))
# The job that deploys a stage, whichever it is.
JOB: dict[str, Any] = STAGE["jobs"]["deploy"]
JOBS = {f"{name}: {key}": job for name, flow in WORKFLOWS.items() for key, job in flow["jobs"].items()}
STEPS = [(where, step) for where, job in JOBS.items() for step in job.get("steps", [])]
USES = [
    (path.name, line)
    for path in FILES
    for line in re.findall(r"^[ -]*uses: (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
]
CALLS = {f"deploy.yml: {stage}" for stage in STAGES}
DEPLOYMENT = "deploy-stage.yml: deploy"


def commands(job: dict[str, Any]) -> str:
    return "\n".join(step.get("run", "") for step in job.get("steps", []))


def test_no_workflow_is_overlooked() -> None:
    assert set(WORKFLOWS) == {"check.yml", "deploy.yml", "deploy-stage.yml"}


@pytest.mark.parametrize(("where", "line"), USES)
def test_an_action_is_pinned_by_its_commit_and_says_its_version(where: str, line: str) -> None:
    called = re.fullmatch(r"\./(\S+)", line)
    if called:
        assert (ROOT / called[1]).is_file(), where
    else:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), where


def test_an_action_has_one_commit_everywhere() -> None:
    pins = {line for _, line in USES}
    assert len(pins) == len({pin.split("@")[0] for pin in pins})


@pytest.mark.parametrize("flow", WORKFLOWS.values(), ids=list(WORKFLOWS))
def test_a_workflow_may_only_read(flow: dict[str, Any]) -> None:
    assert flow["permissions"] == {"contents": "read"}


@pytest.mark.parametrize(("where", "job"), JOBS.items(), ids=list(JOBS))
def test_only_a_deployment_may_ask_for_an_identity_and_for_secrets(where: str, job: dict[str, Any]) -> None:
    is_deploying = where in {*CALLS, DEPLOYMENT}
    assert job.get("permissions") == ({"contents": "read", "id-token": "write"} if is_deploying else None)
    assert ("environment" in job) == (where == DEPLOYMENT)
    if not is_deploying:
        assert "secrets" not in json.dumps(job)


@pytest.mark.parametrize(("where", "job"), JOBS.items(), ids=list(JOBS))
def test_a_job_ends_and_runs_on_a_known_system(where: str, job: dict[str, Any]) -> None:
    if "uses" in job:
        assert where in {"deploy.yml: check", *CALLS}
        return
    assert 0 < int(job["timeout-minutes"]) <= 60
    assert job["runs-on"] == "ubuntu-24.04"


@pytest.mark.parametrize(("where", "step"), STEPS)
def test_a_command_is_what_the_file_says(where: str, step: dict[str, Any]) -> None:
    # An expression is put into the script before the shell reads it: a branch's name would run, a secret be shown.
    assert "${{" not in step.get("run", ""), where


def test_nothing_of_a_pull_request_runs_with_more_than_it_may() -> None:
    assert set(CHECK["on"]) == {"push", "pull_request", "schedule", "workflow_dispatch", "workflow_call"}
    assert DEPLOY["on"] == {"push": {"branches": ["main"]}}
    assert STAGE["on"].keys() == {"workflow_call"}


@pytest.mark.parametrize(("where", "step"), STEPS)
def test_a_checkout_leaves_no_token_behind(where: str, step: dict[str, Any]) -> None:
    if step.get("uses", "").startswith("actions/checkout@"):
        assert step["with"]["persist-credentials"] == "false", where


def test_every_command_of_make_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    called = {target for job in JOBS.values() for target in re.findall(r"\bmake ([a-z-]+)", commands(job))}
    tests = {"test", "test-local", "test-cli"}
    assert called == {"setup", "lint", "lint-ci", "build", "invoke", "audit", "deploy", *tests}
    assert called <= set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))


def test_the_audit_has_to_take_place() -> None:
    assert "make audit AUDIT=required" in commands(CHECK["jobs"]["audit"])
    (weekly,) = CHECK["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", weekly["cron"])


def test_the_tests_run_on_every_python_from_the_oldest_to_the_runtimes_and_the_next() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = int(project["requires-python"].removeprefix(">=3."))
    pythons = CHECK["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert pythons == [f"3.{minor}" for minor in range(oldest, oldest + len(pythons))]
    assert {f"3.{RUNTIME[1]}", "3.14"} <= set(pythons)
    assert f"Python 3.{oldest} or newer" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_only_a_python_that_lambda_does_not_run_yet_may_fail() -> None:
    allowed = "${{ fromJSON(matrix.python) > fromJSON(needs.runtime.outputs.python) }}"
    assert {where: job["continue-on-error"] for where, job in JOBS.items() if "continue-on-error" in job} == {
        "check.yml: test": allowed
    }
    assert not [where for where, step in STEPS if "continue-on-error" in step]


def test_every_job_but_the_tests_has_the_python_that_the_template_names() -> None:
    installed = {
        where: step["with"]["python-version"] for where, step in STEPS if "setup-python" in step.get("uses", "")
    }
    ours = "${{ needs.runtime.outputs.python }}"
    assert installed == {
        "check.yml: lint": ours,
        "check.yml: test": "${{ matrix.python }}",
        "check.yml: deployed": ours,
        "check.yml: build": ours,
        "check.yml: audit": ours,
        DEPLOYMENT: "${{ steps.runtime.outputs.python }}",
    }
    assert all(JOBS[where]["needs"] == "runtime" for where in installed if where != DEPLOYMENT)
    assert CHECK["jobs"]["runtime"]["outputs"] == {"python": "${{ steps.runtime.outputs.python }}"}
    reading = [step["run"].strip() for _, step in STEPS if step.get("id") == "runtime"]
    assert len(reading) == 2
    for command in reading:
        # As the runner does it: from the root, with a file to write to.
        line = command.removesuffix(' >> "$GITHUB_OUTPUT"')
        done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607 - our own
        assert done.stdout == "python={}.{}\n".format(*RUNTIME)


def test_the_build_tells_its_size_and_hands_over_what_it_made() -> None:
    job = CHECK["jobs"]["build"]
    assert 'make build | tee -a "$GITHUB_STEP_SUMMARY"' in commands(job)
    # Without this, bash would take the pipe's end for all of it.
    assert CHECK["defaults"]["run"]["shell"] == "bash"
    (upload,) = [step["with"] for step in job["steps"] if "upload-artifact" in step.get("uses", "")]
    assert upload["path"] == "build/lambda.zip"
    assert upload["if-no-files-found"] == "error"


def test_checks_are_superseded_but_never_what_a_deployment_waits_for() -> None:
    assert CHECK["concurrency"]["cancel-in-progress"] == "true"
    assert "github.ref == 'refs/heads/main' && github.run_id" in CHECK["concurrency"]["group"]
    assert "concurrency" not in DEPLOY


@pytest.mark.parametrize(("stage", "after"), [("staging", "check"), ("production", "staging")])
def test_a_stage_is_deployed_in_turn_by_the_one_job(stage: str, after: str) -> None:
    job = DEPLOY["jobs"][stage]
    assert job["needs"] == after
    assert job["if"] == "vars.DEPLOY == 'yes'"
    assert job["uses"] == "./.github/workflows/deploy-stage.yml"
    assert job["with"] == {"stage": stage}
    # Without it, the job would not see those of its environment.
    assert job["secrets"] == "inherit"
    assert stage in tomllib.loads((ROOT / "samconfig.toml").read_text(encoding="utf-8"))


def test_a_stage_is_deployed_alone_and_by_a_role() -> None:
    assert STAGE["on"]["workflow_call"]["inputs"].keys() == {"stage"}
    assert JOB["environment"] == "${{ inputs.stage }}"
    assert JOB["concurrency"] == {"group": "deploy-${{ inputs.stage }}", "cancel-in-progress": "false"}
    (login,) = [step["with"] for step in JOB["steps"] if "configure-aws-credentials" in step.get("uses", "")]
    assert login["role-to-assume"] == "${{ secrets.AWS_ROLE_ARN }}"
    assert not [name for name in login if "key" in name]
    assert int(login["role-duration-seconds"]) >= 60 * int(JOB["timeout-minutes"])


def test_everything_is_installed_before_there_is_a_login() -> None:
    *before, login, deploy = JOB["steps"]
    assert login["uses"].startswith("aws-actions/configure-aws-credentials@")
    assert deploy["run"] == 'make deploy STAGE="$STAGE"'
    assert deploy["env"]["STAGE"] == "${{ inputs.stage }}"
    installing = "\n".join(step.get("run", "") for step in before)
    assert re.search(r"^make setup$", installing, flags=re.MULTILINE)
    assert re.search(r"^npm ci --prefix \.ci/ask --ignore-scripts ", installing, flags=re.MULTILINE)
    # Nor is any secret at hand while it is.
    assert "secrets." not in json.dumps(before)


def test_the_oldest_sam_is_the_one_that_deploying_takes() -> None:
    text = (ROOT / ".github" / "workflows" / "deploy-stage.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"refuses one before ([\d.]+\d)", text)) == {".".join(map(str, OLDEST_SAM))}


def test_production_is_deployed_as_staging_was() -> None:
    staging, production = (DEPLOY["jobs"][stage] for stage in STAGES)
    apart = {"needs": "", "with": ""}
    assert {**staging, **apart} == {**production, **apart}


def test_what_has_to_be_set_is_listed_and_what_is_set_is_read() -> None:
    listed = next(path for path in FILES if path.name == "deploy.yml").read_text(encoding="utf-8").split("name: ")[0]
    scripts = (ROOT / "ship" / "deploy.py", *(ROOT / "ship" / "deploying").glob("*.py"))
    script = "".join(path.read_text(encoding="utf-8") for path in scripts)
    for name in re.findall(r"(?:secrets|vars)\.(\w+)", json.dumps(JOB)):
        assert name in listed
    given = JOB["steps"][-1]["env"].keys() - {"STAGE"}
    assert given
    assert all(f'"{name}"' in script for name in given)


def test_what_is_pinned_is_moved_on_but_not_to_what_came_out_today() -> None:
    updates = {update["package-ecosystem"]: update for update in read(ROOT / ".github" / "dependabot.yml")["updates"]}
    assert updates.keys() == {"github-actions", "npm"}
    assert updates["npm"]["directories"] == [f"/{lock.parent.relative_to(ROOT)}" for lock in NPM_LOCKS]
    assert all(int(update["cooldown"]["default-days"]) >= 7 for update in updates.values())


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_what_npm_installs_is_locked_by_hash_and_to_no_registry(lock: Path) -> None:
    wanted = json.loads((lock.parent / "package.json").read_text(encoding="utf-8"))
    locked = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    asked = wanted.get("dependencies", {}) | wanted.get("devDependencies", {})
    assert asked == {name: locked[f"node_modules/{name}"]["version"] for name in asked}
    assert all("integrity" in package and "resolved" not in package for name, package in locked.items() if name)
