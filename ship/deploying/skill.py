"""The skill in the developer account, through the ASK CLI.

`ask deploy` is used rather than `ask smapi update-skill-manifest`: it uploads manifest, models and icons in one go and
waits for the models' build (some 40 minutes at most). It would skip what equals its last upload from this machine, but
another machine may have uploaded something else since; so it is told not to.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ship.deploying.commands import Commands
from ship.deploying.errors import DeployError
from ship.deploying.hints import Hints
from ship.deploying.manifest import with_endpoints, without_endpoints
from ship.deploying.project import Project

SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[0-9a-f-]{36}")
# Seconds between two looks at an upload that is still under way, and how often to look: 15 minutes.
LOOK_AGAIN, LOOKS = 10.0, 90
# How the ASK CLI says that there is no such skill. Any other complaint may be over by the next time.
NOT_FOUND = re.compile(r"status code 404|not found", re.IGNORECASE)


@dataclass(frozen=True)
class Skill:
    """A stage's skill, and the commands to suggest when something is in the way."""

    commands: Commands
    project: Project
    hints: Hints

    def known_id(self) -> str | None:
        """Return the skill id that is noted, or the one that an upload got that failed after creating the skill.

        The CLI notes the id only of an upload that succeeded, and would create another skill the next time.
        """
        noted: str | None = self.project.noted.get("skillId")
        return noted or self._settled_upload().get("skill", {}).get("skillId")

    def begun_move(self, deployed: str) -> str | None:
        """Return the skill that an earlier run began to move the stacks to, if they still have the one before."""
        known = self.known_id() if self.project.noted.get("leaving") == deployed else None
        return None if known == deployed else known

    def take(self, skill_id: str, origin: str, leaving: str | None = None) -> None:
        """Go on with this skill, which `origin` names; a DeployError if the account does not have it.

        `leaving` is another one that the stacks still have.
        """
        told = self.commands.query("ask", "smapi", "get-skill-status", "--skill-id", skill_id)
        if told.code:
            state = f"This developer account tells nothing of the skill {skill_id}, which {origin} names: {told.reason}"
            if not NOT_FOUND.search(told.err):
                raise DeployError(state, f"{self.hints.again}, later")
            elsewhere = self.hints.without(f"SKILL_ID={skill_id}")
            raise DeployError(
                state,
                f"{elsewhere} SKILL_ID=<the right id>, or SKILL_ID=new to create another skill (with MOVE=yes beside "
                "either, if there are stacks)",
            )
        self.project.note(skill_id, leaving)

    def refuse_namesakes(self) -> None:
        """Raise a DeployError if a skill of this name exists: perhaps only its note was lost, and two would confuse."""
        found = sorted(skill_id for skill_id, names in self._skills().items() if names & self.project.names)
        if found:
            raise DeployError(
                f"No skill is noted in {self.project.folder}, but the account has one of its name: {', '.join(found)}.",
                f"{self.hints.again} SKILL_ID={found[0]} to continue with it, or SKILL_ID=new to create another",
            )

    def refuse_renaming(self, skill_id: str) -> None:
        """Raise a DeployError if a skill has another name than this stage gives it: perhaps it is another stage's."""
        names = self._skills().get(skill_id)
        if names and not names & self.project.names:
            raise DeployError(
                f"SKILL_ID is {skill_id}, which is called {_listed(names)} and would be renamed to "
                f"{_listed(self.project.names)}. Nothing was changed.",
                f"{self.hints.without(f'SKILL_ID={skill_id}')} SKILL_ID=<the right id>, "
                f"or {self.hints.again} MOVE=yes to rename it",
            )

    def create(self, leaving: str | None = None) -> str:
        """Create the skill, without endpoints for now, and return its id. `leaving` is what the stacks still have."""
        self.project.note(None, leaving)
        self.project.write(without_endpoints(self.project.manifest))
        if self._upload():
            raise DeployError(
                "The skill could not be created, or its model could not be built, for the reason above. No stack was "
                "changed.",
                f"mend that, then {self.hints.again}, which continues with the skill if there is one by now",
            )
        return str(self.project.noted["skillId"])

    def update(self, skill_id: str, arns: Mapping[str, str]) -> None:
        """Give the skill its endpoints and whatever else changed, and wait until its model is built."""
        self._settled_upload()
        self.project.write(with_endpoints(self.project.manifest, arns))
        if self._upload():
            raise DeployError(
                f"The skill {skill_id} and its stacks exist, but the skill's update or the build of its model failed, "
                "for the reason above. Until it succeeds, an Echo uses what was there before.",
                f"mend that, then {self.hints.again}",
            )

    def enable(self, skill_id: str) -> None:
        """Let the account's own devices use the skill while it is in development."""
        words = ("ask", "smapi", "set-skill-enablement", "--skill-id", skill_id, "--stage", "development")
        if self.commands.change(*words):
            raise DeployError(
                f"Everything is deployed, but testing could not be enabled for the skill {skill_id}.",
                f"enable it in the developer console under Test, or {self.hints.again}",
            )

    def _upload(self) -> int:
        print("The upload waits until Amazon has built the skill's model: some minutes, 40 at most.", flush=True)
        return self.commands.change(
            *("ask", "deploy", "--target", "skill-metadata", "--ignore-hash"), folder=self.project.folder
        )

    def _skills(self) -> dict[str, set[str]]:
        """Return the names of each of the account's skills, of which Amazon tells 50 at a time."""
        names: dict[str, set[str]] = {}
        more: list[str] = []
        while True:
            told = self.commands.query("ask", "smapi", "list-skills-for-vendor", "--max-results", "50", *more)
            if told.code:
                raise DeployError(f"The developer account does not list its skills: {told.reason}", self.hints.again)
            page = told.content("ask", self.hints.again)
            for skill in page.get("skills") or []:
                names.setdefault(skill["skillId"], set()).update((skill.get("nameByLocale") or {}).values())
            if not page.get("nextToken"):
                return names
            more = ["--next-token", page["nextToken"]]

    def _settled_upload(self) -> dict[str, Any]:
        """Return what became of the last upload, once it is over; nothing if there was none or it is forgotten."""
        upload = self.project.noted.get("skillMetadata", {}).get("lastImportId")
        if not upload:
            return {}
        for _ in range(LOOKS):
            told = self.commands.query("ask", "smapi", "get-import-status", "--import-id", upload)
            outcome: dict[str, Any] = {} if told.code else told.content("ask", self.hints.again)
            if outcome.get("status") != "IN_PROGRESS":
                return outcome
            print("An earlier upload of the skill is still being built. Waiting for it.", flush=True)
            self.commands.wait(LOOK_AGAIN)
        raise DeployError(
            f"An upload of the skill ({upload}) was still being built after {LOOKS * LOOK_AGAIN / 60:.0f} minutes.",
            f"{self.hints.again}, later",
        )


def _listed(names: set[str]) -> str:
    return ", ".join(f'"{name}"' for name in sorted(names))
