"""A track, a day, or a race alone: what the prompt asks for, or the last question about something else."""

from dataclasses import replace
from datetime import date, timedelta

from horse_racing.racing.days import day_of_month
from horse_racing.racing.inquiry import RaceChoice
from horse_racing.racing.tracks import Track
from horse_racing.skill.completion import MISSING, Completion
from horse_racing.skill.decision import Decision
from horse_racing.skill.kinds import HORSE, HOW_MANY, NEXT_RACE, RUNNERS
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.slots import EASTERN, SeveralTracks, UnknownTrack
from horse_racing.skill.stored_slots import MOST_RACES, Open
from horse_racing.speech.spoken import Asks

MY_TRACK = "MyTrackIsIntent"

# The place of the last of several.
_LAST = -1

# How many days a reply names when it asks for one.
_DAYS_NAMED = 2


class SaidAlone(Completion):
    """The acts for something that is no question by itself. A prompt binds it first, then the last question does."""

    def track_said(self) -> Decision:
        """Take a track alone: for what the prompt asks about, for the last question, or to talk about it.

        Without a name it is asked for, and whatever track was asked about before is left.
        """
        prompt, named = self._prompt, self._heard.track
        is_own = self._intent == MY_TRACK or bool(prompt and prompt.asks in MISSING and prompt.is_own)
        if named is None:
            return self._no_track_said(is_own=is_own)
        if isinstance(named, UnknownTrack) and self._intent != MY_TRACK and (horse := self._horse_for(named)):
            return self._complete((horse,))
        # Of races that were told by their names, one may be meant.
        if isinstance(named, UnknownTrack) and prompt and prompt.races and self._intent != MY_TRACK:
            return self._race_by_name(prompt)
        questions = self._questions_about_a_track()
        # What is named for a question is the listener's own only where there surely is none yet.
        is_own = is_own or self._own.is_new()
        if isinstance(named, SeveralTracks) and (self._intent == MY_TRACK or not questions):
            return self._which_of(named.tracks, questions, is_own=is_own, is_shared=False)
        if isinstance(named, Track):
            day = self._heard.day if isinstance(self._heard.day, date) else None
            return self._with_track(named, questions, is_own=is_own, day=day)
        return self._fill(questions, is_own=is_own)

    def _horse_to(self, prompt: Prompt, name: str) -> Question:
        """Return the question about the horse of that name: one of those that the prompt named, else another one."""
        first = prompt.questions[0]
        known = self._match(name, [each.extra for each in prompt.questions])
        other = Question(first.kind, extra=name) if first.extra else replace(first, extra=name)
        return next((each for each in prompt.questions if each.extra in known), other)

    def _horse_for(self, named: UnknownTrack) -> Question | None:
        """Return the question about a horse that the slot of a track has caught, None where none is asked about."""
        prompt, last = self._prompt, self._session.question
        if prompt and prompt.asks is Asks.HORSE:
            return self._horse_to(prompt, named.said)
        if last and last.kind is HORSE and not (prompt and prompt.asks in MISSING) and self._guessed(named) is None:
            return replace(last, extra=named.said)
        return None

    def _no_track_said(self, *, is_own: bool) -> Decision:
        """Ask for a track, unless its slot has caught a race or a day."""
        if self._heard.race is not None:
            return self.race_said()
        if self._heard.day is not None:
            return self.day_said()
        pending = self._prompt.questions if self._prompt and self._prompt.asks in MISSING else ()
        return self._which_track(tuple(replace(each, track=None) for each in pending), is_own=is_own)

    def _questions_about_a_track(self) -> tuple[Question, ...]:
        """Return what a track alone is meant for: the prompt's questions, else the last one, else none."""
        prompt, last = self._prompt, self._session.question
        if prompt and prompt.asks in MISSING and prompt.questions:
            return self._meant_by(prompt)
        if self._intent == MY_TRACK:
            return ()
        if last and not last.kind.is_about_tracks:
            return (last,)
        return (Question(HOW_MANY),) if self._heard.day is not None else ()

    def _meant_by(self, prompt: Prompt) -> tuple[Question, ...]:
        """Return what a prompt is about: of several horses, the one that runs where or when it was said."""
        if prompt.asks is not Asks.HORSE:
            return prompt.questions
        track = self._heard.track.code if isinstance(self._heard.track, Track) else None
        said = [
            each for each in prompt.questions if track in {None, each.track} and self._heard.day in {None, each.day}
        ]
        return tuple(said[:1]) or prompt.questions[:1]

    def day_said(self) -> Decision:
        """Take a day alone: for what the prompt asks about, or to ask the last question about it."""
        prompt, day = self._prompt, self._heard.day
        if day is None:
            return self._ask_again()
        if prompt and isinstance(day, date) and (answered := self._date_to(prompt, day)):
            return answered
        if prompt and prompt.asks in MISSING and prompt.questions:
            return self._fill_for(prompt, tuple(each.about_day() for each in self._meant_by(prompt)))
        return self._fill(((self._session.question or Question(HOW_MANY)).about_day(),))

    def _date_to(self, prompt: Prompt, day: date) -> Decision | None:
        """Answer a prompt with a date, None where it means just that day.

        "The fifth" arrives as a date, whatever the prompt asks; a day that people have a word for would not.
        """
        if prompt.asks is Asks.DAY and any(each.weekend for each in prompt.questions):
            return self._complete(tuple(each.narrowed(day) for each in prompt.questions))
        today = self._now.astimezone(EASTERN).date()
        if abs(day - today) <= timedelta(days=1) or day != day_of_month(day.day, today, is_past=False):
            return None
        if chosen := self._chosen_from(prompt, day.day):
            return chosen
        if prompt.asks is Asks.RACE and day.day <= MOST_RACES:
            return self._complete(with_race(prompt, day.day))
        return None

    def race_said(self) -> Decision:
        """Take a race alone: for what the prompt asks about, or to ask the last question about it."""
        race, last = self._heard.race, self._session.question
        if race is None:
            return self._ask_again()
        if self._prompt and (answered := self._race_to(self._prompt)):
            return answered
        if race == ("next",) and not (last and last.kind.takes_race):
            return self._complete((Question(NEXT_RACE, last.track if last else None),))
        return self._fill(((last or Question(RUNNERS)).about_race(),))

    def _race_to(self, prompt: Prompt) -> Decision | None:
        """Answer a prompt with a race alone, None where it does not ask for anything of the kind.

        Which of several things it named may be meant by "the first one", and a day of the month by "the fifth".
        """
        race = self._heard.race
        if prompt.asks is Asks.MORE and race == ("next",) and not self._heard.says_race:
            return self.wanted_more()
        answered = self._chosen_from(prompt, self._position())
        if prompt.asks is Asks.DAY and not self._heard.says_race:
            answered = answered or self._day_number_to(prompt)
        if answered or prompt.asks not in MISSING or not prompt.questions:
            return answered
        if not any(each.kind.takes_race for each in prompt.questions):
            return self._ask_again()
        if prompt.asks is Asks.RACE and isinstance(race, tuple) and len(prompt.questions) > 1:
            return self._complete(with_race(prompt, race[0]))
        return self._fill_for(prompt, prompt.questions)

    def _day_number_to(self, prompt: Prompt) -> Decision | None:
        """Take a number for the day of a month, or "the first one" for the first of the days that the prompt named."""
        today, number, position = self._now.astimezone(EASTERN).date(), self._heard.day_number, self._heard.position

        def day(question: Question) -> date | None:
            if self._heard.is_ordinal and position and position <= _DAYS_NAMED and (question.weekend or not number):
                return (question.weekend or (today, today + timedelta(days=1)))[position - 1]
            of_weekend = [each for each in question.weekend if each.day == number]
            return of_weekend[0] if of_weekend else day_of_month(number or 0, today, is_past=question.kind.is_past)

        days = [day(each) for each in prompt.questions]
        if not all(days):
            return None
        return self._complete(
            tuple(replace(each, day=found) for each, found in zip(prompt.questions, days, strict=True))
        )

    def _position(self) -> int | None:
        """Return which of several was said, `_LAST` for the last one."""
        return _LAST if self._heard.race == ("last",) else self._heard.position

    def wanted_more(self) -> Decision:
        """Go on with a list, or with the next of several questions; "next" is also a race that was asked for."""
        prompt = self._prompt
        if prompt and prompt.asks is Asks.MORE and prompt.questions:
            return self._complete(prompt.questions)
        return self._ask_again()

    def _is_bound_to_prompt(self) -> bool:
        """Tell whether a race answers the prompt even in a question for its runners, as Alexa may take "the first one".

        It does where a race, a day, or one of two is asked for. One of many tracks is chosen by its place alone.
        """
        prompt = self._prompt
        if prompt is None or prompt.asks is Asks.TRACK:
            return False
        if prompt.asks is Asks.MORE:
            # Of a list of runners it would be the rest of another race.
            return self._heard.race == ("next",) and prompt.questions[0].kind.is_about_tracks
        if prompt.asks is Asks.HORSE and (self._heard.position or 0) > len(prompt.questions):
            return False
        # What is only listed on a screen was not asked about.
        alone = replace(prompt, listed=())
        return prompt.asks in {Asks.RACE, Asks.DAY} or self._chosen_from(alone, self._position()) is not None

    def _chosen_from(self, prompt: Prompt, position: int | None) -> Decision | None:
        """Return what to do about "the first one" of several that the prompt named, None where it means none.

        A number is one of several only where these are all that is asked about: "race one" is a race.
        """
        is_only_these = prompt.asks in {Asks.WHICH_OF, Asks.HORSE}
        says_which = self._heard.is_ordinal or self._heard.day is not None or is_only_these
        is_last = position == _LAST and prompt.asks in {Asks.WHICH_OF, Asks.RACE, Asks.HORSE}
        if not position or not (is_last or (says_which and position != _LAST)):
            return None
        index = position - 1 if position != _LAST else _LAST
        if says_which and 0 <= index < len(prompt.listed):
            return self._complete((prompt.listed[index],))
        return self._one_named(prompt, index)

    def _one_named(self, prompt: Prompt, index: int) -> Decision | None:
        """Return what to do about one of those that the prompt named by their places, None where it means none."""
        horses = tuple(each for each in prompt.questions if each.extra)
        of_prompt = {Asks.WHAT_TO_KNOW: prompt.questions, Asks.HORSE: horses, Asks.RACE: prompt.races}
        named: tuple[object, ...] = of_prompt.get(prompt.asks, prompt.tracks)
        if not named or prompt.asks in {Asks.DAY, Asks.DID_YOU_MEAN}:
            return None
        if index >= len(named):
            is_one_of_these = prompt.asks in {Asks.WHICH_OF, Asks.RACE, Asks.HORSE} and self._heard.day is None
            return self._ask_again() if is_one_of_these else None
        if prompt.asks in {Asks.WHAT_TO_KNOW, Asks.HORSE}:
            return self._complete((prompt.questions[index],))
        if prompt.asks is Asks.RACE:
            return self._complete(with_race(prompt, prompt.races[index]))
        return self._with_track_of(prompt, prompt.tracks[index])

    def _with_track_of(self, prompt: Prompt, code: str) -> Decision:
        track = self._catalogue.get(code)
        if track is None:
            return self._ask_again()
        # A track of a list was not asked for yet.
        if prompt.asks is Asks.MORE:
            return self._with_track(track, (), is_own=self._own.is_new())
        is_own = prompt.is_own or (prompt.asks is Asks.TRACK and self._own.is_new())
        return self._with_track(track, prompt.questions, is_own=is_own)


def with_race(prompt: Prompt, race: RaceChoice) -> tuple[Question, ...]:
    """Return the prompt's questions with the race that was asked for; what else was said for the others stays."""
    first, *others = prompt.questions
    return replace(first, race=race), *(
        replace(each, race=race) if each.race is None or isinstance(each.race, Open) else each for each in others
    )
