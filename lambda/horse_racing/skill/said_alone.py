"""A track, a day, or a race alone: what the prompt asks for, or the last question about something else."""

from dataclasses import replace
from datetime import date, timedelta

from horse_racing.racing.days import day_of_month
from horse_racing.racing.tracks import Track
from horse_racing.skill.completion import MISSING, Completion
from horse_racing.skill.decision import Decision
from horse_racing.skill.kinds import HOW_MANY, NEXT_RACE, RUNNERS
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.slots import EASTERN, SeveralTracks
from horse_racing.speech.spoken import Asks

MY_TRACK = "MyTrackIsIntent"

# No card has more races, so a greater day of the month is none of them.
_MOST_RACES = 20


class SaidAlone(Completion):
    """The acts for something that is no question by itself. A prompt binds it first, then the last question does."""

    def track_said(self) -> Decision:
        """Take a track alone: for what the prompt asks about, for the last question, or to talk about it.

        Without a name it is asked for, and whatever track was asked about before is left.
        """
        prompt, named = self._prompt, self._heard.track
        if named is None and self._heard.race is not None:
            return self.race_said()
        if named is None and self._heard.day is not None:
            return self.day_said()
        is_own = self._intent == MY_TRACK or bool(prompt and prompt.asks in MISSING and prompt.is_own)
        questions = prompt.questions if prompt and prompt.asks in MISSING else ()
        if named is None:
            if questions:
                questions = tuple(replace(each, track=None) for each in questions)
            return self._which_track(questions, is_own=is_own)
        last = self._session.question
        if not questions and last and not last.kind.is_about_tracks and self._intent != MY_TRACK:
            questions = (last,)
        if not questions and self._heard.day is not None and self._intent != MY_TRACK:
            questions = (Question(HOW_MANY),)
        # What is named for a question is the listener's own only where there surely is none yet.
        is_own = is_own or self._own.is_new()
        if isinstance(named, SeveralTracks) and (self._intent == MY_TRACK or not questions):
            return self._which_of(named.tracks, questions, is_own=is_own, is_shared=False)
        if isinstance(named, Track):
            day = self._heard.day if isinstance(self._heard.day, date) else None
            return self._with_track(named, questions, is_own=is_own, day=day)
        return self._fill(questions, is_own=is_own)

    def day_said(self) -> Decision:
        """Take a day alone: for what the prompt asks about, or to ask the last question about it."""
        prompt, day = self._prompt, self._heard.day
        if day is None:
            return self._ask_again()
        if prompt and isinstance(day, date):
            if prompt.asks is Asks.WHICH_OF and day.day <= len(prompt.tracks):
                return self._with_track_of(prompt, prompt.tracks[day.day - 1])
            # "The fifth" arrives as a date; a day that people have a word for would not.
            is_nearby = abs(day - self._now.astimezone(EASTERN).date()) <= timedelta(days=1)
            if prompt.asks is Asks.RACE and prompt.questions and day.day <= _MOST_RACES and not is_nearby:
                return self._complete(tuple(replace(each, race=day.day) for each in prompt.questions))
        if prompt and prompt.asks in MISSING and prompt.questions:
            return self._fill(tuple(each.about_day() for each in prompt.questions), is_own=prompt.is_own)
        return self._fill(((self._session.question or Question(HOW_MANY)).about_day(),))

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
        if chosen := self._chosen_from(prompt):
            return chosen
        if prompt.asks not in MISSING or not prompt.questions:
            return None
        if prompt.asks is Asks.DAY and self._heard.day_number:
            today, number = self._now.astimezone(EASTERN).date(), self._heard.day_number
            days = [day_of_month(number, today, is_past=each.kind.is_past) for each in prompt.questions]
            return self._complete(
                tuple(replace(each, day=day) for each, day in zip(prompt.questions, days, strict=True) if day)
            )
        return self._fill(tuple(each.about_race() for each in prompt.questions), is_own=prompt.is_own)

    def wanted_more(self) -> Decision:
        """Go on with a list, or with the next of several questions; "next" is also a race that was asked for."""
        prompt = self._prompt
        if prompt and prompt.asks is Asks.MORE and prompt.questions:
            return self._complete(prompt.questions)
        return self._ask_again()

    def _is_bound_to_prompt(self) -> bool:
        """Tell whether a race alone answers the prompt: it asks for one, or for one of several that stand in a row."""
        prompt = self._prompt
        if prompt is None:
            return False
        if prompt.asks is Asks.MORE:
            return self._heard.race == ("next",)
        return prompt.asks in {Asks.RACE, Asks.DAY} or self._chosen_from(prompt) is not None

    def _chosen_from(self, prompt: Prompt) -> Decision | None:
        """Return what to do about "the first one" of several that the prompt named, None where it means none."""
        position = self._heard.position
        if self._heard.race == ("last",):
            position = len(prompt.tracks)
        if not position:
            return None
        if prompt.asks is Asks.WHICH_OF:
            is_one = position <= len(prompt.tracks)
            return self._with_track_of(prompt, prompt.tracks[position - 1]) if is_one else self._ask_again()
        # "Race one" is a race there, and "the first one" is not.
        if prompt.asks is Asks.WHAT_TO_KNOW and self._heard.is_ordinal and position <= len(prompt.questions):
            return self._complete((prompt.questions[position - 1],))
        return None

    def _with_track_of(self, prompt: Prompt, code: str) -> Decision:
        track = self._catalogue.get(code)
        return self._with_track(track, prompt.questions, is_own=prompt.is_own) if track else self._ask_again()
