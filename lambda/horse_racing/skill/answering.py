"""A complete question answered: the race data is asked within the deadline, and what comes is put into words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from horse_racing.racing.answers import TrackAnswer, TracksAnswer
from horse_racing.racing.cards import Card
from horse_racing.racing.clock import Deadline
from horse_racing.racing.days import race_day
from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.inquiry import Inquiry, Search
from horse_racing.racing.listed_tracks import listed_elsewhere
from horse_racing.racing.race_count import how_many_races
from horse_racing.racing.tracks import Track
from horse_racing.skill.alexa_api import CALL_SECONDS
from horse_racing.skill.announcement import Announcement
from horse_racing.skill.asking import Facts, race_told, races_to_choose_from, several_horses
from horse_racing.skill.device_zone import DeviceZone
from horse_racing.skill.entities import NamesToHear, names_to_come
from horse_racing.skill.own_track import OwnTrack
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.request import Request, Services
from horse_racing.skill.seen_source import SeenSource
from horse_racing.skill.slots import EASTERN
from horse_racing.skill.stored_slots import Open
from horse_racing.speech.spoken import Answered, Ask, AskMore, Asks, Hearing, Reply, WhichHorse, WhichRace

if TYPE_CHECKING:
    from horse_racing.screen.screens import Choice, Screen

A = TypeVar("A")

# What a welcome, or a name that nobody knows, may wait for race data, in seconds.
SHORT_SECONDS = 1.5


class Told(NamedTuple):
    """An answer in words: the reply, what it asks if it goes on, and the facts that it tells."""

    reply: Reply
    prompt: Prompt | None
    facts: Facts


class Answering:
    """Asks the race data within one turn. `seconds` is how long that took, None while nothing was asked."""

    def __init__(self, request: Request, services: Services, own: OwnTrack) -> None:
        self.seconds: float | None = None
        self._services = services
        self._source = SeenSource(services.source)
        self._words = request.words
        self._device = request.device
        self._vary = request.vary
        self._now = request.now
        self._deadline = request.deadline
        self._own = own
        self._zone = DeviceZone(request.session, self._device.zone if self._device.is_reachable else None, CALL_SECONDS)

    def answer(self, questions: tuple[Question, ...]) -> Told:
        """Answer the first question and offer to go on with its list or with the others; raises a `RaceDataError`."""
        question, *others = questions
        answer = self._timed(lambda: self._facts(question))
        if question.is_turned:
            answer = replace(answer, when=replace(answer.when, is_named=True))
        reply = self._words.told(answer, self._hearing(), question.start)
        match reply:
            case WhichHorse():
                return Told(reply, Prompt(Asks.HORSE, _one_each(question, answer)), answer)
            case WhichRace():
                return Told(reply, Prompt(Asks.RACE, (question, *others), races=races_to_choose_from(answer)), answer)
            case AskMore():
                rest = replace(_as_answered(question, answer), start=reply.start)
                tracks = _told_tracks(answer, question.start, reply.start)
                return Told(reply, Prompt(Asks.MORE, (rest, *others), tracks), answer)
            case Answered() if others:
                offered = self._words.offering(
                    reply, others[0].offered_behind(question, self._services.catalogue, self._words)
                )
                return Told(offered, Prompt(Asks.MORE, tuple(others)), answer)
            case Ask():
                return Told(reply, Prompt(reply.asks), answer)
        return Told(reply, None, answer)

    def welcome(self, track: Track) -> tuple[Reply, TrackAnswer | None]:
        """Welcome a listener back with the track's races today, if they can be had soon enough.

        Also return the answer that holds, None when there is none.
        """
        deadline = self._deadline.sooner(SHORT_SECONDS)
        self._zone.ask()
        try:
            picture = self._timed(lambda: how_many_races(self._inquiry(track, deadline), None))
        except RaceDataError:
            picture = None
        is_invented = self._services.invented_races
        reply = self._words.welcome_back(track, picture, self._hearing(), self._vary, is_invented=is_invented)
        return reply, picture

    def names_at_hand(self) -> NamesToHear | None:
        """Return the names on today's card of the track that is talked about, None where it is not at hand."""
        track = self._own.track()
        card = self._card(track, race_day(track.zone, None, self._now).day) if track else None
        is_fresh = card is not None and card.as_of is None
        return names_to_come(card, self._now, self._words) if card and is_fresh else None

    def screen(self, reply: Reply, prompt: Prompt | None, facts: Facts | None) -> "Screen":
        """Return what is shown beside a reply that tells these facts, None for none, and whose question is `prompt`."""
        # What only a device with a screen needs is imported for the first of them.
        from horse_racing.screen.screens import ToShow  # noqa: PLC0415
        from horse_racing.screen.showing import screen_of  # noqa: PLC0415
        from horse_racing.skill.choices import Choices  # noqa: PLC0415

        card = self._card(facts.track, facts.when.day) if isinstance(facts, TrackAnswer) else None
        choices: tuple[Choice, ...] = ()
        if isinstance(reply, Ask) and facts is None and prompt:
            own = self._own.track()
            choices = Choices(self._services, self._source, self._words, self._now, own).to(prompt)
        return screen_of(ToShow(reply, Hearing(self._now), self._words, facts, card, choices))

    def _card(self, track: Track, day: date) -> Card | None:
        return self._source.card_of(track, day, self._services.catalogue)

    def listed_elsewhere(self, name: str) -> Reply | None:
        """Say that the feed lists a track which the catalogue lacks, None when it does not or cannot be asked."""
        when = race_day(EASTERN, None, self._now)
        services = self._services
        try:
            found = self._timed(
                lambda: listed_elsewhere(
                    services.source, services.catalogue, name, when, self._deadline.sooner(SHORT_SECONDS)
                )
            )
        except RaceDataError:
            return None
        return self._words.told_listed_only(found, self._hearing()) if found else None

    def _facts(self, question: Question) -> Facts:
        kind = question.kind
        track = self._services.catalogue.get(question.track) if isinstance(question.track, str) else None
        day = None if isinstance(question.day, Open) else question.day
        race = None if isinstance(question.race, Open) else question.race
        answer, anywhere = kind.answer, kind.anywhere
        if kind.tells_times:
            self._zone.ask()

        def ask() -> Facts:
            if answer and track:
                return answer(self._inquiry(track, self._deadline), day, race, question.extra)
            if anywhere is None:
                raise ValueError(f"{kind.name} has no track")
            return anywhere(self._search(question, day), question.extra, has_day=day is not None)

        # Where a name is only one way to ask, it alone takes long.
        if not kind.takes_long or (kind.needs_extra_anywhere and not question.extra):
            return ask()
        with Announcement(lambda: self._device.say(self._words.one_moment())):
            return ask()

    def _search(self, question: Question, day: date | None) -> Search:
        """Return what a question about many tracks needs, as seen from the listener's track or device."""
        own, services = self._own.track(), self._services
        when = race_day(own.zone if own else EASTERN, day, self._now)
        if not (own or when.is_today_shared):
            # Listeners are on two dates just now, so the listing of theirs has to wait for where they are.
            when = race_day(self._zone.zone() or EASTERN, day, self._now)
        return Search(
            self._source,
            services.catalogue,
            when,
            self._now,
            self._deadline,
            own,
            services.featured,
            self._zone.zone,
            services.match,
            is_now=question.is_now,
            among=question.among,
        )

    def _timed(self, ask: Callable[[], A]) -> A:
        """Return what is asked for, and count the time as spent on race data."""
        clock = self._deadline.clock
        began = clock.monotonic()
        try:
            return ask()
        finally:
            self.seconds = (self.seconds or 0.0) + clock.monotonic() - began

    def _inquiry(self, track: Track, deadline: Deadline) -> Inquiry:
        services = self._services
        return Inquiry(self._source, services.catalogue, track, self._now, deadline, services.match)

    def _hearing(self) -> Hearing:
        """Return when, and as far as it is known where, the listener hears the answer."""
        return Hearing(self._now, self._zone.zone())


def _one_each(question: Question, answer: Facts) -> tuple[Question, ...]:
    """Return the question about each of several horses, for one of them to be chosen."""
    return tuple(
        replace(question, track=entry.track.code, day=entry.when.day, extra=entry.runner.horse)
        for entry in several_horses(answer)
    )


def _told_tracks(answer: Facts, start: int, end: int) -> tuple[str, ...]:
    """Return the codes of the tracks that one part of a list named, empty for one that only the feed knows."""
    return answer.codes[start:end] if isinstance(answer, TracksAnswer) else ()


def _as_answered(question: Question, answer: Facts) -> Question:
    """Return the question with the day and the race that were told, so that "more" goes on with just these.

    A list of many tracks goes on with those it came from: by then, more of them might be at hand.
    """
    among = answer.among if isinstance(answer, TracksAnswer) else question.among
    return replace(question, day=answer.when.day, race=race_told(answer) or question.race, among=among)
