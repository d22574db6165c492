"""The race data a script is held with: what its lines that begin with "given" set up on the local race API."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime

from simulator.race_api import DEFAULT_SEED, Fault, RaceApi, all_cancelled
from simulator.race_days import meets_on
from tests.support.fakes import CATALOGUE


@dataclass(frozen=True)
class Stage:
    """The race API at an instant; what fails does so until `faults` is closed. Codes of tracks are the catalogue's."""

    api: RaceApi
    now: datetime
    faults: ExitStack

    def arrange(self, setting: str) -> None:
        """Set the race data up as the line says; raises LookupError where there is nothing to do that with."""
        for form, arrange in _SETTINGS.items():
            if match := form.fullmatch(setting):
                arrange(self, *match.groups())

    def fail(self, fault: Fault) -> None:
        self.faults.close()
        self.faults.enter_context(self.api.failing(fault))

    def cancel(self, code: str) -> None:
        today = self._today(code)
        self.api.cards[code, today] = all_cancelled(self.api.card(code, today))

    def empty(self, code: str) -> None:
        today = self._today(code)
        self.api.cards[code, today] = self.api.card(code, today) | {"races": []}

    def darken(self, code: str) -> None:
        dark = self.api.meet(code, self._today(code))
        self.api.meets[dark.day] = [meet for meet in meets_on(DEFAULT_SEED, dark.day) if meet != dark]

    def _today(self, code: str) -> date:
        """Return the date at the track."""
        track = CATALOGUE.get(code)
        if track is None:
            raise LookupError(f"No track has the code {code}.")
        return self.now.astimezone(track.zone).date()


_SETTINGS: dict[re.Pattern[str], Callable[..., None]] = {
    re.compile("given the race data fails"): lambda stage: stage.fail(Fault.SERVER_ERROR),
    re.compile("given the race data cannot be reached"): lambda stage: stage.fail(Fault.RESET),
    re.compile("given the race data is back"): lambda stage: stage.faults.close(),
    re.compile(r"given every race at (\w+) is cancelled"): Stage.cancel,
    re.compile(r"given (\w+) lists no races"): Stage.empty,
    re.compile(r"given (\w+) is dark"): Stage.darken,
}
EXAMPLES = [form.pattern.replace(r"(\w+)", "TAM") for form in _SETTINGS]


def is_setting(line: str) -> bool:
    """Tell whether there is a setting that is written like that."""
    return any(form.fullmatch(line) for form in _SETTINGS)
