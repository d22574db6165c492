"""The languages: what a package of words has to offer, and which one a locale gets.

Another language is another package like `speech/en`, a line in `_LANGUAGES`, and an interaction model of its own.
"""

from collections.abc import Sequence
from typing import Protocol

from horse_racing.racing.answers import TrackAnswer, TracksRacing
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.tracks import Track
from horse_racing.speech import en
from horse_racing.speech.spoken import Hearing, Reply, Speech, Vary


class Wording(Protocol):
    """Every sentence the skill can say; what each is for stands in `speech/en`."""

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
    def what_to_ask(self, track: Track) -> Reply: ...  # noqa: D102
    def which_track(self, featured: Sequence[Track], *, has_question: bool) -> Reply: ...  # noqa: D102
    def unknown_track(self, heard: str, featured: Sequence[Track]) -> Reply: ...  # noqa: D102
    def did_you_mean(self, track: Track) -> Reply: ...  # noqa: D102
    def yes_or_no(self, track: Track) -> Reply: ...  # noqa: D102
    def which_of(self, tracks: Sequence[Track]) -> Reply: ...  # noqa: D102
    def which_day(self, *, weekend: bool = False) -> Reply: ...  # noqa: D102
    def which_race(self) -> Reply: ...  # noqa: D102
    def help_choosing(self, featured: Sequence[Track]) -> Reply: ...  # noqa: D102
    def help_asking(self, track: Track, other: Track, *, is_kept: bool = False) -> Reply: ...  # noqa: D102
    def not_understood(  # noqa: D102
        self, misses: int, track: Track | None, featured: Sequence[Track], vary: Vary
    ) -> Reply: ...
    def number_heard(self, text: str) -> int | None: ...  # noqa: D102
    def goodbye(self, vary: Vary) -> Reply: ...  # noqa: D102
    def told(self, answer: TrackAnswer, hearing: Hearing, start: int = 0) -> Reply: ...  # noqa: D102
    def told_tracks(self, answer: TracksRacing, hearing: Hearing, start: int = 0) -> Reply: ...  # noqa: D102
    def data_trouble(self, error: RaceDataError) -> Reply: ...  # noqa: D102
    def own_trouble(self) -> Reply: ...  # noqa: D102
    def not_set_up(self) -> Reply: ...  # noqa: D102


_LANGUAGES: dict[str, Wording] = {"en": en}


def wording(locale: str) -> Wording:
    """Return the words for a locale such as "en-US"; English where there are none."""
    return _LANGUAGES.get(locale.partition("-")[0], en)
