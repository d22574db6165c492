"""What can be touched in answer to a question that the skill asks."""

from collections.abc import Iterable
from datetime import datetime

from horse_racing.racing.days import race_day
from horse_racing.racing.listed_tracks import tracks_at_hand
from horse_racing.racing.tracks import Track
from horse_racing.screen.screens import Choice
from horse_racing.screen.touch import Target, Touch
from horse_racing.skill.kinds import HOW_MANY
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.request import Services
from horse_racing.skill.seen_source import SeenSource
from horse_racing.skill.slots import EASTERN
from horse_racing.skill.stored_slots import Open
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Asks


class Choices:
    """Finds what answers a question, as of `now` and in the listener's words, asking nobody for race data.

    `own` is the track that an unsaid one is taken for, None where there is none.
    """

    def __init__(
        self, services: Services, source: SeenSource, words: English, now: datetime, own: Track | None
    ) -> None:
        self._catalogue = services.catalogue
        self._featured = services.featured
        self._source = source
        self._written = words.written()
        self._now = now
        self._own = own

    def to(self, prompt: Prompt) -> tuple[Choice, ...]:
        """Return the tracks, races or questions that answer a prompt, none where it asks for something else."""
        match prompt.asks:
            case Asks.TRACK | Asks.WHICH_OF | Asks.DID_YOU_MEAN:
                return tuple(Choice(track.name, Touch(Target.TRACK, track.code)) for track in self._tracks(prompt))
            case Asks.RACE:
                numbers = prompt.races or self._races(prompt.questions[0])
                return _by_place(self._written.race_number(number) for number in numbers)
            case Asks.WHAT_TO_KNOW:
                return _by_place(self._called(question) for question in prompt.questions)
        return ()

    def _called(self, question: Question) -> str:
        """Return what to call one of the two questions that are offered for a track."""
        return self._written.HOW_MANY_RACES if question.kind is HOW_MANY else self._written.NEXT_STAKES_RACE

    def _races(self, question: Question) -> tuple[int, ...]:
        """Return the numbers of the races on the card that a question is about, as far as it is at hand."""
        track = self._catalogue.get(question.track) if isinstance(question.track, str) else self._own
        if track is None or isinstance(question.day, Open):
            return ()
        card = self._source.card_of(track, race_day(track.zone, question.day, self._now).day, self._catalogue)
        numbers = tuple(race.number for race in card.races if race.number) if card else ()
        # They are chosen by their places, which have to be their numbers.
        return numbers if numbers == tuple(range(1, len(numbers) + 1)) else ()

    def _tracks(self, prompt: Prompt) -> tuple[Track, ...]:
        """Return the tracks that a prompt names, and behind these, where it may be any, those that race today."""
        named = tuple(track for code in prompt.tracks if (track := self._catalogue.get(code)))
        if prompt.asks is not Asks.TRACK:
            return named
        today = self._now.astimezone(EASTERN).date()
        rest = tracks_at_hand(self._source, self._catalogue, today, self._featured)
        return tuple(dict.fromkeys((*named, *rest)))


def _by_place(texts: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(text, Touch(Target.PLACE, number=place)) for place, text in enumerate(texts, start=1))
