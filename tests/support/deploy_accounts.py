"""What AWS and Amazon know between two runs of `make deploy`, and how `sam`, `aws` and `ask` tell and change it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NEW_SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-00000000000a"
DEMO = "-demo"
DEMO_URL = "https://0123456789abcdefghijklmnopqrstuv.lambda-url.us-east-1.on.aws"
DEMO_SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:DemoCredentials-AbCdEfGhIjKl-a1B2c3"
IMPORT = "amzn1.ask-package.import.1"

# What Node.js leaves of a program that does not start.
STACK_TRACE = """/opt/ask-cli/node_modules/antlr4ts/misc/BitSet.js:8
const util = require("util");
             ^

Error [ERR_REQUIRE_ESM]: require() of ES Module is not supported.
    at Module._compile (node:internal/modules/cjs/loader:1105:14)
    at Object.Module._extensions..js (node:internal/modules/cjs/loader:1159:10)"""

# What a tool writes and what it complains about; any complaint is a failure.
Answer = tuple[str, str]


@dataclass
class Accounts:
    """`refuses` holds the deeds that fail, `python` whether one is there whose bytecode Lambda reads.

    What a missing skill is answered with is `smapi_fails`, what a missing login is `login_fails`, and every question
    to AWS, if anything, `aws_says`. `ringing` are the alarms that ring. What was seen to happen is in the fields below.
    """

    refuses: set[str] = field(default_factory=set)
    sam_version: str = "1.170.0"
    after_deploy: str = "UPDATE_COMPLETE"
    python: bool = True
    smapi_fails: str = "Request failed with status code 404"
    aws_says: str = ""
    login_fails: str = "File cli_config not exists."
    ringing: set[str] = field(default_factory=set)
    stacks: dict[str, dict[str, Any]] = field(default_factory=dict)
    skills: dict[str, str] = field(default_factory=dict)
    imports: list[dict[str, Any]] = field(default_factory=list)
    uploads: list[dict[str, Any]] = field(default_factory=list)
    credentials: list[tuple[str, int]] = field(default_factory=list)

    def stack(self, status: str, region: str = "us-east-1", **parameters: str) -> None:
        """Make a stack in a state."""
        self.stacks[region] = {"status": status, "parameters": parameters, "outputs": {}}

    def answer(self, tool: str, words: Sequence[str], folder: Path) -> Answer:
        """Do what a tool would do in a folder, and return what it writes."""
        given = {"sam": self._sam, "aws": self._aws, "ask": self._ask}[tool](list(words), folder)
        return given if isinstance(given, tuple) else (given, "")

    def _sam(self, words: list[str], folder: Path) -> str | Answer:
        if words == ["--version"]:
            return f"SAM CLI, version {self.sam_version}"
        if words[:1] == ["build"] and "--template-file" in words:
            return self._unless("demo build", "Error: CustomMakeBuilder:MakeBuild - Make Failed")
        if words == ["build"]:
            built = folder / ".aws-sam" / "build" / "SkillFunction"
            built.mkdir(parents=True, exist_ok=True)
            (built / ("app.pyc" if self.python else "app.py")).touch()
            return self._unless("build", "Error: PythonPipBuilder:None - Binary validation failed")
        region = words[words.index("--region") + 1]
        if "--template-file" in words:
            return self._demo(region)
        given = words[words.index("--parameter-overrides") + 1 :]
        on_file = [folder / value.removeprefix("file://") for value in given if value.startswith("file://")]
        self.credentials = [(file.read_text("utf-8"), file.stat().st_mode & 0o777) for file in on_file]
        values = (value.split("=", 1) for value in given if not value.startswith("file://"))
        stack = self.stacks.setdefault(region, {"parameters": {}})
        stack["parameters"] |= {key: value.strip('"') for key, value in values}
        stack["status"] = self.after_deploy
        stack["outputs"] = {
            "SkillFunctionAliasArn": f"arn:aws:lambda:{region}:123456789012:function:skill:live",
            "FavoritesTableName": stack["parameters"]["FavoritesTableName"] or "favorites-1",
            "SkillLogsName": f"/aws/lambda/skill-{region}",
        }
        if stack["parameters"].get("Dashboard") == "Yes":
            stack["outputs"]["DashboardUrl"] = f"https://{region}.console.aws.amazon.com/cloudwatch/"
        return self._unless("deploy", "Error: Failed to create/update the stack: a resource was refused")

    def _demo(self, region: str) -> str | Answer:
        """Bring a demo's stack up. As the first one, a failed one is rolled back to nothing but its name."""
        key, failed = f"{region}{DEMO}", "demo deploy" in self.refuses
        outputs = {"Url": DEMO_URL, "SecretArn": DEMO_SECRET}
        status = "CREATE_COMPLETE" if not failed else "ROLLBACK_COMPLETE"
        if key not in self.stacks or not failed:
            self.stacks[key] = {"status": status, "parameters": {}, "outputs": {} if failed else outputs}
        return self._unless("demo deploy", "Error: ReservedConcurrentExecutions is below its minimum value")

    def _deleted(self, words: list[str]) -> str | Answer:
        if words[1] == "delete-stack":
            if "delete" not in self.refuses:
                self.stacks.pop(_key(words), None)
            return ""
        return self._unless("delete", "Waiter StackDeleteComplete failed: Waiter encountered a terminal failure state")

    def _aws(self, words: list[str], _: Path) -> str | Answer:
        if words[0] == "sts":
            return self._unless("aws login", "\nUnable to locate credentials. Run aws configure.")
        if self.aws_says:
            return self.aws_says
        if words[1] in {"delete-stack", "wait"}:
            return self._deleted(words)
        return self._alarms(words) if words[0] == "cloudwatch" else self._stacks(words)

    def _alarms(self, words: list[str]) -> str | Answer:
        if "alarms" in self.refuses:
            return "", "An error occurred (AccessDenied) when calling the DescribeAlarms operation"
        asked = words[words.index("--alarm-names") + 1 : words.index("--state-value")]
        return json.dumps({"MetricAlarms": [{"AlarmName": name} for name in asked if name in self.ringing]})

    def _stacks(self, words: list[str]) -> str | Answer:
        if "describe" in self.refuses:
            return "", "An error occurred (AccessDenied) when calling the DescribeStacks operation"
        stack = self.stacks.get(_key(words))
        if not stack:
            return "", "An error occurred (ValidationError): Stack with id talk-horse-racing does not exist"
        told = {
            "StackStatus": stack["status"],
            "StackStatusReason": "for a reason",
            "Parameters": [{"ParameterKey": key, "ParameterValue": it} for key, it in stack["parameters"].items()],
            "Outputs": [{"OutputKey": key, "OutputValue": it} for key, it in stack["outputs"].items()],
        }
        # Whatever is in progress is over by the next look.
        stack["status"] = stack["status"].replace("_IN_PROGRESS", "_COMPLETE")
        return json.dumps({"Stacks": [told]})

    def _ask(self, words: list[str], folder: Path) -> str | Answer:
        if words[0] in {"deploy", "--version"}:
            return self._upload(words, folder) if words[0] == "deploy" else self._unless("ask start", STACK_TRACE)
        if deed := {"get-vendor-list": "ask login", "set-skill-enablement": "enable"}.get(words[1]):
            return self._unless(deed, _wrapped(self.login_fails))
        if words[1] == "get-skill-status" and words[-1] in self.skills:
            return "{}"
        if words[1] == "list-skills-for-vendor" and "list" not in self.refuses:
            listed = [{"skillId": key, "nameByLocale": {"en-US": name}} for key, name in self.skills.items()]
            start = int(words[words.index("--next-token") + 1]) if "--next-token" in words else 0
            page = {"skills": listed[start : start + 50], "isTruncated": len(listed) > start + 50}
            return json.dumps(page | ({"nextToken": str(start + 50)} if page["isTruncated"] else {}))
        if words[1] == "get-import-status" and self.imports:
            return json.dumps(self.imports.pop(0) if len(self.imports) > 1 else self.imports[0])
        return "", _wrapped(self.smapi_fails)

    def _upload(self, words: list[str], folder: Path) -> str | Answer:
        """Do what `ask deploy` was seen to do: the skill id is noted only when the upload succeeds.

        It skips what equals the last upload that this machine's notes tell of, whatever was uploaded from others.
        """
        ((profile, resources),) = _load(folder / "ask-resources.json")["profiles"].items()
        notes = folder / ".ask" / "ask-states.json"
        states = _load(notes)
        noted = states["profiles"].setdefault(profile, {})
        manifest = _load(folder / resources["skillMetadata"]["src"] / "skill.json")["manifest"]
        package = [file for file in sorted((folder / resources["skillMetadata"]["src"]).rglob("*")) if file.is_file()]
        hashed = hashlib.sha256(b"".join(file.read_bytes() for file in package)).hexdigest()
        if "--ignore-hash" not in words and noted.get("skillMetadata", {}).get("lastDeployHash") == hashed:
            return "[Warn]: The hash of current skill package folder does not change"
        self.uploads.append({"profile": profile, "manifest": manifest})
        skill = noted.get("skillId") or NEW_SKILL
        self.skills[skill] = manifest["publishingInformation"]["locales"]["en-US"]["name"]
        noted["skillMetadata"] = {"lastImportId": IMPORT}
        failed = "model" in self.refuses
        self.imports = [{"status": "FAILED" if failed else "SUCCEEDED", "skill": {"skillId": skill}}]
        if not failed:
            noted["skillId"] = skill
            noted["skillMetadata"]["lastDeployHash"] = hashed
        notes.write_text(json.dumps(states), "utf-8")
        return self._unless("model", "[Error]: Interaction model is not valid: sample utterance duplicated.")

    def _unless(self, deed: str, complaint: str) -> str | Answer:
        return ("", complaint) if deed in self.refuses else "{}"


def _key(words: list[str]) -> str:
    """Return where a stack is noted: the skill's by its region, a demo's by that and its ending."""
    region, name = (words[words.index(option) + 1] for option in ("--region", "--stack-name"))
    return region + (DEMO if name.endswith(DEMO) else "")


def _wrapped(message: str) -> str:
    """Return a complaint in the ASK CLI's form."""
    return f'[Error]: {{\n  "message": "{message}",\n  "detail": {{}}\n}}'


def _load(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content
