"""What a script is held with: its lines that begin with "given" set up the race data, the listener and the device.

Without such a line she knows nobody and remembers nobody, and has nothing to ask about the device.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from zoneinfo import ZoneInfo

from echo.device.alexa_api import AlexaApi
from echo.device.envelopes import ACCOUNT
from echo.device.kinds import DOT, KINDS, DeviceKind
from echo.script import DEVICE_IN, DEVICE_KIND, IN_SEASON, NO_TRACK_BEFORE, TRACK_BEFORE
from horse_racing.memory.favorites import Listener
from horse_racing.racing.tracks import Track
from race_api.season import season
from race_api.server import Fault, RaceApi, all_cancelled
from tests.support.fakes import CATALOGUE, far_deadline
from tests.support.favorites import MemoryFavorites


@dataclass(frozen=True)
class Stage:
    """The race API at an instant; what fails does so until `faults` is closed. Codes of tracks are the catalogue's.

    `favorites` are what she remembers, `alexa_api` tells where the device is.
    """

    api: RaceApi
    now: datetime
    faults: ExitStack
    favorites: MemoryFavorites
    alexa_api: AlexaApi

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

    def spoil(self, code: str) -> None:
        self.api.cards[code, self._today(code)] = {"races": "unreadable"}

    def name(self, horse: str, race: str, code: str) -> None:
        """Have the first horse of a race be called so."""
        today = self._today(code)
        card = self.api.card(code, today)
        for each in card["races"]:
            if each["race_key"]["race_number"] == race:
                each["runners"][0]["horse_name"] = horse
        self.api.cards[code, today] = card

    def darken(self, code: str) -> None:
        dark = self.api.meet(code, self._today(code))
        self.api.meets[dark.day] = [meet for meet in self.api.meets_on(dark.day) if meet != dark]

    def remember(self, code: str) -> None:
        self.favorites.keep(Listener(ACCOUNT), _track(code).code, self.now, far_deadline())

    def move(self, zone: str) -> None:
        # Where there is no such zone, ZoneInfo raises a LookupError.
        self.alexa_api.zone = ZoneInfo(zone).key

    def _today(self, code: str) -> date:
        """Return the date at the track."""
        return self.now.astimezone(_track(code).zone).date()


def _track(code: str) -> Track:
    track = CATALOGUE.get(code)
    if track is None:
        raise LookupError(f"No track has the code {code}.")
    return track


_MEMORY: dict[re.Pattern[str], Callable[..., None]] = {
    re.compile(rf"{TRACK_BEFORE}(\w+)"): Stage.remember,
    re.compile(NO_TRACK_BEFORE): lambda stage: stage.favorites.items.clear(),
}
_DEVICE: dict[re.Pattern[str], Callable[..., None]] = {re.compile(rf"{DEVICE_IN}([\w/+-]+\w)"): Stage.move}
_KIND = re.compile(rf"{DEVICE_KIND}({'|'.join(KINDS)})")
_HORSE, _NUMBER = r"\w[\w' ]*", r"(\d+)"
_SETTINGS: dict[re.Pattern[str], Callable[..., None]] = {
    re.compile("given the race data fails"): lambda stage: stage.fail(Fault.SERVER_ERROR),
    re.compile("given the race data cannot be reached"): lambda stage: stage.fail(Fault.RESET),
    re.compile("given the race data is back"): lambda stage: stage.faults.close(),
    re.compile(r"given every race at (\w+) is cancelled"): Stage.cancel,
    re.compile(r"given (\w+) lists no races"): Stage.empty,
    re.compile(r"given (\w+) is dark"): Stage.darken,
    re.compile(r"given the entries of (\w+) cannot be read"): Stage.spoil,
    re.compile(rf"given ({_HORSE}) runs in race {_NUMBER} at (\w+)"): Stage.name,
    re.compile(IN_SEASON): lambda stage: stage.api.use(season),
    # That is what the conversation begins with.
    _KIND: lambda _stage, _kind: None,
    **_MEMORY,
    **_DEVICE,
}
_SAMPLES = {
    f"({'|'.join(KINDS)})": "show-8",
    r"(\w+)": "TAM",
    r"([\w/+-]+\w)": "America/Denver",
    f"({_HORSE})": "Blue Lantern",
    _NUMBER: "5",
}
EXAMPLES = [reduce(lambda text, part: text.replace(*part), _SAMPLES.items(), form.pattern) for form in _SETTINGS]


def is_setting(line: str) -> bool:
    """Tell whether there is a setting that is written like that."""
    return _is_among(_SETTINGS, line)


def needs_memory(lines: Iterable[str]) -> bool:
    """Tell whether one of these settings is about what she remembers."""
    return any(_is_among(_MEMORY, line) for line in lines)


def needs_device(lines: Iterable[str]) -> bool:
    """Tell whether one of these settings is about the device."""
    return any(_is_among(_DEVICE, line) for line in lines)


def kind_of(lines: Iterable[str]) -> DeviceKind:
    """Return the kind of device that one of these settings names, else one without a screen."""
    named = (match[1] for line in lines if (match := _KIND.fullmatch(line)))
    return KINDS[next(named, DOT.name)]


def _is_among(settings: Iterable[re.Pattern[str]], line: str) -> bool:
    return any(form.fullmatch(line) for form in settings)
