"""The ASK CLI project of one stage, in .ask/<stage>.

It is made anew each time from what is committed: a copy of the skill package with that stage's endpoints. So no account
number is committed, and no stage knows another's skill. Only the CLI's notes stay, above all the skill id.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ship.deploying.errors import DeployError
from ship.deploying.manifest import Manifest, named
from ship.deploying.stages import Stage

VERSION = "2020-03-31"


@dataclass(frozen=True)
class Project:
    """`root` is the repository, `base` where .ask lies, `profile` the ASK CLI's login, `again` the next command."""

    root: Path
    base: Path
    stage: Stage
    profile: str
    again: str

    @property
    def folder(self) -> str:
        """Where it is, below the base."""
        return f".ask/{self.stage.name}"

    @property
    def manifest(self) -> Manifest:
        """The committed manifest under the stage's name."""
        manifest: Manifest = self._load(self._source / "skill.json")["manifest"]
        return named(manifest, self.stage.suffix)

    @property
    def names(self) -> set[str]:
        """What the skill is called, in any of its languages."""
        return {locale["name"] for locale in self.manifest["publishingInformation"]["locales"].values()}

    @property
    def first_phrase(self) -> str:
        """The first thing to say, as the store shows it."""
        return str(next(iter(self.manifest["publishingInformation"]["locales"].values()))["examplePhrases"][0])

    @property
    def noted(self) -> dict[str, Any]:
        """What the CLI noted, skillId and skillMetadata, if any, and what `note` put beside it."""
        profiles = self._load(self._states).get("profiles") if self._states.exists() else {}
        noted = profiles.get(self.profile, {}) if isinstance(profiles, dict) else None
        if not isinstance(noted, dict) or not isinstance(noted.get("skillMetadata", {}), dict):
            raise self._unreadable(self._states, "it holds no notes of the ASK CLI")
        return noted

    def note(self, skill_id: str | None, leaving: str | None = None) -> None:
        """Make the CLI use this skill, or create one; what it noted of another is forgotten.

        `leaving` is the skill that the stacks have until they are moved, so that the next run goes on with the move.
        The CLI leaves it where it is.
        """
        kept = self.noted if skill_id and skill_id == self.noted.get("skillId") else {}
        told = {**kept, "skillId": skill_id, "leaving": leaving}
        told = {key: value for key, value in told.items() if value is not None}
        if told != kept or not skill_id:
            self._states.parent.mkdir(parents=True, exist_ok=True)
            _dump({"askcliStatesVersion": VERSION, "profiles": {self.profile: told}}, self._states)

    def write(self, manifest: Manifest) -> None:
        """Write what is uploaded."""
        project = self.base / self.folder
        shutil.rmtree(project / "skill_package", ignore_errors=True)
        shutil.copytree(self._source, project / "skill_package")
        _dump({"manifest": manifest}, project / "skill_package" / "skill.json")
        profiles = {self.profile: {"skillMetadata": {"src": "./skill_package"}}}
        _dump({"askcliResourcesVersion": VERSION, "profiles": profiles}, project / "ask-resources.json")

    @property
    def _source(self) -> Path:
        profiles = self._load(self.root / "ask-resources.json")["profiles"]
        return self.root / str(profiles["default"]["skillMetadata"]["src"])

    @property
    def _states(self) -> Path:
        return self.base / self.folder / ".ask" / "ask-states.json"

    def _load(self, file: Path) -> dict[str, Any]:
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self._unreadable(file, str(error)) from error
        if not isinstance(content, dict):
            raise self._unreadable(file, "it is no JSON object")
        return content

    def _unreadable(self, file: Path, reason: str) -> DeployError:
        """Say which file it is. Notes may go: the skill is found again by the stack, or by its name."""
        mend = f"delete {self.folder}/.ask" if file == self._states else f"git checkout {file.relative_to(self.root)}"
        return DeployError(f"{file.name} cannot be read: {reason}.", f"{mend}, then {self.again}")


def _dump(content: object, file: Path) -> None:
    """Write a file as a whole or not at all."""
    unfinished = file.with_name(f"{file.name}.new")
    unfinished.write_text(json.dumps(content, indent=2, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(file)
