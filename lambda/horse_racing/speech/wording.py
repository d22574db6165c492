"""The languages: what a package of words has to offer, and which one a locale gets.

Another language is another package like `speech/en`, a line in `_LANGUAGES`, and an interaction model of its own.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from horse_racing.racing.answers import ListedOnly, TrackAnswer, TracksRacing
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.inquiry import RaceChoice
from horse_racing.racing.tracks import Track
from horse_racing.speech import en
from horse_racing.speech.spoken import Answered, Ask, Asks, Hearing, Reply, Speech, Vary


class Wording(Protocol):
    """Every sentence the skill can say and what it understands in a slot; what each is for stands in `speech/en`."""

    def welcome(self, featured: Sequence[Track], vary: Vary) -> Reply: ...  # noqa: D102 - as the class says
    def welcome_back(  # noqa: D102
        self, track: Track, picture: TrackAnswer | None, hearing: Hearing, vary: Vary
    ) -> Reply: ...
    def track_chosen(self, track: Track, vary: Vary, *, is_kept: bool = False) -> Reply: ...  # noqa: D102
    def remembering(self, track: Track, reply: Reply) -> Reply: ...  # noqa: D102
    def whose_track(self) -> Reply: ...  # noqa: D102
    def forgotten(self) -> Reply: ...  # noqa: D102
    def not_forgotten(self) -> Reply: ...  # noqa: D102
    def one_moment(self) -> Speech: ...  # noqa: D102
    def what_to_ask(self, track: Track, misses: int = 0) -> Reply: ...  # noqa: D102
    def which_track(  # noqa: D102, PLR0913 - as in `speech/en`
        self,
        featured: Sequence[Track],
        *,
        has_question: bool,
        misses: int = 0,
        is_first: bool = True,
        is_further: bool = False,
        is_again: bool = False,
    ) -> Reply: ...
    def unknown_track(self, heard: str, featured: Sequence[Track], misses: int = 1) -> Reply: ...  # noqa: D102
    def did_you_mean(self, track: Track, misses: int = 0) -> Reply: ...  # noqa: D102
    def yes_or_no(self, track: Track) -> Reply: ...  # noqa: D102
    def which_of(self, tracks: Sequence[Track], *, is_shared: bool = True, misses: int = 0) -> Reply: ...  # noqa: D102
    def which_day(self, *, weekend: bool = False, misses: int = 0) -> Reply: ...  # noqa: D102
    def which_race(self, *, named: bool = False, races: Sequence[int] = (), misses: int = 0) -> Reply: ...  # noqa: D102
    def question(self, asks: Asks, tracks: Sequence[Track], races: Sequence[int] = ()) -> Ask: ...  # noqa: D102
    def question_which_day(self, *, weekend: bool = False) -> Ask: ...  # noqa: D102
    def question_whether(self, name: str) -> Ask: ...  # noqa: D102
    def offered(self, track: Track | None, choice: RaceChoice | None) -> str: ...  # noqa: D102
    def again(self, asked: Ask, misses: int) -> Reply: ...  # noqa: D102
    def help_choosing(self, featured: Sequence[Track], asked: Ask) -> Reply: ...  # noqa: D102
    def help_asking(  # noqa: D102
        self, track: Track, own: Track | None, other: Track, asked: Ask, *, is_kept: bool = False
    ) -> Reply: ...
    def not_understood(  # noqa: D102
        self, misses: int, asked: Ask, featured: Sequence[Track], vary: Vary, *, is_first: bool = True
    ) -> Reply: ...
    def naming_ways_out(self, asked: Ask) -> Reply: ...  # noqa: D102
    def given_up(self) -> Reply: ...  # noqa: D102
    def offering(self, reply: Answered, name: str) -> Reply: ...  # noqa: D102
    def goodbye(self, vary: Vary) -> Reply: ...  # noqa: D102
    def told(self, answer: TrackAnswer, hearing: Hearing, start: int = 0) -> Reply: ...  # noqa: D102
    def told_tracks(self, answer: TracksRacing, hearing: Hearing, start: int = 0) -> Reply: ...  # noqa: D102
    def told_listed_only(self, answer: ListedOnly, hearing: Hearing) -> Reply: ...  # noqa: D102
    def data_trouble(self, error: RaceDataError) -> Reply: ...  # noqa: D102
    def own_trouble(self) -> Reply: ...  # noqa: D102
    def not_set_up(self) -> Reply: ...  # noqa: D102
    def command_heard(self, text: str) -> str | None: ...  # noqa: D102
    def names_heard(self, text: str) -> Iterator[tuple[str, str]]: ...  # noqa: D102
    def several_heard(self, text: str) -> list[str]: ...  # noqa: D102
    def day_heard(self, phrase: str, today: date) -> date | str | None: ...  # noqa: D102
    def day_number_heard(self, text: str) -> int | None: ...  # noqa: D102
    def is_no_name(self, text: str) -> bool: ...  # noqa: D102
    def race_and_rest(self, text: str) -> tuple[str, str, str]: ...  # noqa: D102
    def says_race(self, text: str) -> bool: ...  # noqa: D102
    def says_place(self, text: str) -> bool: ...  # noqa: D102
    def races_heard(self, text: str) -> tuple[RaceChoice, ...]: ...  # noqa: D102
    def position_heard(self, text: str) -> int | None: ...  # noqa: D102
    def is_ordinal(self, text: str) -> bool: ...  # noqa: D102
    def has_number(self, text: str) -> bool: ...  # noqa: D102


_LANGUAGES: dict[str, Wording] = {"en": en}


def wording(locale: str) -> Wording:
    """Return the words for a locale such as "en-US"; English where there are none."""
    return _LANGUAGES.get(locale.partition("-")[0], en)
