"""The commands that are suggested to the person, with what they set for this one."""

import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace

# What the next run needs as well. It may have been said on make's command line, of which the shell keeps nothing.
REPEATED = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "ASK_DEFAULT_PROFILE", "ALARM_EMAIL", "SKILL_ID", "MOVE", "DEMO")
# Where the ASK CLI lies once it was installed as README says, below the repository.
ASK_FOLDER = ".ci/ask/node_modules/.bin"


@dataclass(frozen=True)
class Hints:
    """The commands to suggest, such that they reach the same accounts when they are pasted.

    `again` continues the deployment, `aws_profile` is an option for `aws` with a space before it, or nothing.
    """

    again: str
    aws_profile: str
    ask_configure: str

    def without(self, word: str) -> str:
        """Return `again` without a setting that was wrong."""
        return self.again.replace(f" {word}", "")

    def smapi(self, words: str) -> str:
        """Return an operation of the ASK CLI as it is called here, with the same login."""
        return self.ask_configure.replace("configure", f"smapi {words}", 1)

    def continuing(self, skill_id: str) -> "Hints":
        """Return the same with a skill that has to be named, because the stack still names another."""
        return replace(self, again=f"{self.again} SKILL_ID={skill_id}")


def hints_for(stage: str, environment: Mapping[str, str], command: str = "make deploy") -> Hints:
    """Return the hints for this run of a command."""
    said = [
        setting(name, environment[name])
        for name in REPEATED
        if environment.get(name) and not _is_new(environment, name)
    ]
    # The order is the AWS CLI's: keys come before a profile that the environment names, but not before --profile.
    profile = environment.get("AWS_DEFAULT_PROFILE") or environment.get("AWS_PROFILE")
    option = f" --profile {shlex.quote(profile)}" if profile and not environment.get("AWS_ACCESS_KEY_ID") else ""
    configure = "ask configure"
    if not shutil.which("ask", path=environment.get("PATH", os.defpath)):
        configure = f"{ASK_FOLDER}/{configure}"
    if environment.get("ASK_DEFAULT_PROFILE"):
        configure += f" --profile {shlex.quote(environment['ASK_DEFAULT_PROFILE'])}"
    return Hints(" ".join((command, f"STAGE={stage}", *said)), option, configure)


def setting(name: str, value: str) -> str:
    """Return a setting as it is written on make's command line."""
    return f"{name}={shlex.quote(value)}"


def _is_new(environment: Mapping[str, str], name: str) -> bool:
    """Tell an option that must not be repeated: it would create yet another skill."""
    return name == "SKILL_ID" and environment[name] == "new"
