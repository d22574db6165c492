"""How a question is completed: what was said is filled in, and exactly what is missing is asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from horse_racing.racing.tracks import Track
from horse_racing.skill.decision import Answer, Choose, Decision, LookUp, Say
from horse_racing.skill.own_track import OwnTrack
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.request import Request, Services
from horse_racing.skill.slots import EASTERN, OneOfTracks, UnknownRace, UnknownTrack, UnusableDay
from horse_racing.speech.spoken import Ask, Asks, Reply

# The misses in a row with which a conversation ends.
MOST_MISSES = 3

# What a reply asks for before a question can be answered.
MISSING = {Asks.TRACK, Asks.DAY, Asks.RACE, Asks.HORSE, Asks.WHICH_OF, Asks.DID_YOU_MEAN}


class Completion:
    """What all acts of a turn share: the request, what its session holds, and how a question is completed."""

    def __init__(self, request: Request, services: Services, own: OwnTrack) -> None:
        self._heard = request.heard
        self._intent, self._has_screen = request.intent, request.has_screen
        self._vary = request.vary
        self._session = request.session
        self._words = request.words
        self._now = request.now
        self._catalogue = services.catalogue
        self._source = services.source
        self._featured, self._invented_races = services.featured, services.invented_races
        self._guess = services.guess
        self._match = services.match
        self._own = own
        prompt = request.session.prompt
        self._prompt = prompt if prompt and self._makes_sense(prompt) else None
        # Whatever is understood ends the row; only a further miss or refusal writes it again.
        self._misses, self._session.misses = self._session.misses, 0
        self._refusals, self._session.refusals = self._session.refusals, 0

    def _fill(self, questions: tuple[Question, ...], *, is_own: bool = False) -> Decision:
        """Fill in what was said, and answer or ask for what is missing."""
        filled = tuple(dict.fromkeys(each for question in questions for each in question.heard_with(self._heard)))
        named = self._heard.track
        if isinstance(named, UnknownTrack):
            return self._unknown(named, filled, is_own=is_own)
        if isinstance(named, OneOfTracks):
            return self._which_of(named.tracks, filled, is_own=is_own)
        is_unusable = isinstance(self._heard.day, UnusableDay) or isinstance(self._heard.race, UnknownRace)
        if is_unusable and self._is_last_miss():
            return Say(self._words.given_up())
        return self._complete(filled)

    def _fill_for(self, prompt: Prompt, questions: tuple[Question, ...]) -> Decision:
        """Fill in what was said alone; a prompt for one of the tracks it named asks again, about more than before."""
        if prompt.asks not in {Asks.DID_YOU_MEAN, Asks.WHICH_OF} or self._heard.track is not None:
            return self._fill(questions, is_own=prompt.is_own)
        filled = tuple(each for question in questions for each in question.heard_with(self._heard))
        if self._is_stuck_at(replace(prompt, questions=filled)):
            return Say(self._words.given_up())
        again = self._words.again(self._question_of(prompt), self._session.misses)
        return Say(again, replace(prompt, questions=filled))

    def _complete(self, questions: tuple[Question, ...], keep: Track | None = None) -> Decision:
        """Have complete questions answered; of an incomplete one ask for what the first lacks. `keep` as in `Say`."""
        first = questions[0]
        meant = self._catalogue.get(first.track) if isinstance(first.track, str) else None
        if meant:
            self._own.talk_about(meant)
        elif isinstance(first.track, str):
            # Another version may know more tracks.
            questions = tuple(replace(each, track=None) for each in questions)
            first = questions[0]
        if first.track is None and not first.is_anywhere:
            meant = self._own.track()
        lacks = first.lacks(meant)
        if lacks is Asks.TRACK:
            return self._missing_track(questions)
        if lacks:
            return self._missing_another(lacks, questions, keep)
        settled = tuple(self._settled(each, meant) for each in questions)
        self._session.question = settled[0]
        return Answer(settled, keep)

    def _settled(self, question: Question, meant: Track | None) -> Question:
        is_another = isinstance(question.track, str) and (meant is None or question.track != meant.code)
        track = self._catalogue.get(str(question.track)) if is_another else meant
        today = self._now.astimezone(track.zone if track else EASTERN).date()
        return question.settled(track.code if track else None, today)

    def _with_track(
        self, track: Track, questions: tuple[Question, ...], *, is_own: bool, day: date | None = None
    ) -> Decision:
        """Go on with a track, on a day that was said with it: for these questions, else ask what to know of it."""
        if not questions:
            self._own.talk_about(track)
            return Choose(track, is_own)
        named = tuple(dict.fromkeys(replace(each, track=track.code, start=0) for each in questions))
        if day:
            named = tuple(replace(each.about_day(), day=day) for each in named)
        return self._complete(named, track if is_own else None)

    def _unknown(self, named: UnknownTrack, questions: tuple[Question, ...], *, is_own: bool) -> Decision:
        """Offer the track that a misheard name most likely stands for; say of any other name that it is unknown."""
        heard = named.heard
        if guess := self._guessed(named):
            prompt = Prompt(Asks.DID_YOU_MEAN, questions, (guess.code,), is_own=is_own)
            if self._is_stuck_at(prompt):
                return Say(self._words.given_up())
            # Neither understood nor missed: the answer will tell.
            self._session.misses = max(self._session.misses, self._misses)
            return LookUp(heard, questions, Say(self._words.did_you_mean(guess, self._session.misses), prompt))
        if self._is_last_miss():
            return Say(self._words.given_up())
        reply = self._words.unknown_track(heard, self._featured, self._session.misses)
        return LookUp(heard, questions, Say(reply, self._prompt_naming(self._featured, questions, is_own=is_own)))

    def _guessed(self, named: UnknownTrack) -> Track | None:
        return self._guess(named.said) or self._guess(named.heard)

    def _prompt_naming(self, tracks: Sequence[Track], questions: tuple[Question, ...], *, is_own: bool) -> Prompt:
        """Return the prompt that asks for a track and named these."""
        return Prompt(Asks.TRACK, questions, tuple(track.code for track in tracks), is_own=is_own)

    def _which_of(
        self, tracks: Sequence[Track], questions: tuple[Question, ...], *, is_own: bool, is_shared: bool = True
    ) -> Decision:
        """Ask which of several tracks is meant; `is_shared` tells that they share one name."""
        prompt = Prompt(Asks.WHICH_OF, questions, tuple(track.code for track in tracks), is_own=is_own)
        if self._is_stuck_at(prompt):
            return Say(self._words.given_up())
        return Say(self._words.which_of(tracks, is_shared=is_shared, misses=self._session.misses), prompt)

    def _missing_track(self, questions: tuple[Question, ...]) -> Decision:
        before = self._prompt if self._prompt and self._prompt.asks is Asks.TRACK else None
        prompt = Prompt(Asks.TRACK, questions)
        if self._is_stuck_at(prompt):
            return Say(self._words.given_up())
        is_further = bool(before and before.questions)
        reply = self._asking_for_track(self._featured, is_further=is_further, is_again=prompt == before)
        return Say(reply, prompt)

    def _asking_for_track(
        self, tracks: Sequence[Track], *, has_question: bool = True, is_further: bool = False, is_again: bool = False
    ) -> Reply:
        return self._words.which_track(
            tracks,
            has_question=has_question,
            misses=self._session.misses,
            is_first=self._own.favorite() is None,
            is_further=is_further,
            is_again=is_again,
        )

    def _missing_another(self, lacks: Asks, questions: tuple[Question, ...], keep: Track | None) -> Decision:
        races = self._prompt.races if self._prompt and lacks is Asks.RACE else ()
        prompt, first = Prompt(lacks, questions, races=races), questions[0]
        if self._is_stuck_at(prompt):
            return Say(self._words.given_up())
        misses = self._session.misses
        if lacks is Asks.DAY:
            reply = self._words.which_day(weekend=first.is_weekend, misses=misses)
        elif lacks is Asks.HORSE:
            reply = self._words.which_horse(misses=misses)
        else:
            reply = self._words.which_race(named=self._is_race_by_name(), races=races, misses=misses)
        return Say(reply, prompt, keep)

    def _is_race_by_name(self) -> bool:
        return isinstance(self._heard.race, UnknownRace) and self._heard.race.is_name

    def _race_by_name(self, prompt: Prompt) -> Decision:
        """Say that the race which the prompt asks for cannot be told by its name, which the slot of a track caught."""
        if self._is_last_miss():
            return Say(self._words.given_up())
        return Say(self._words.which_race(named=True, races=prompt.races, misses=self._session.misses), prompt)

    def _which_track(self, questions: tuple[Question, ...], *, is_own: bool) -> Decision:
        """Ask for another track than the one asked about so far."""
        present = self._own.track()
        others = [track for track in self._featured if track != present]
        prompt = self._prompt_naming(others, questions, is_own=is_own)
        if self._session.misses >= MOST_MISSES or self._is_stuck_at(prompt):
            return Say(self._words.given_up())
        return Say(self._asking_for_track(others, has_question=False), prompt)

    def _ask_again(self) -> Decision:
        """Ask again what the prompt asked, or say what can be asked: what was said did not answer it."""
        prompt = self._prompt
        if self._is_last_miss():
            return Say(self._words.given_up())
        if prompt is None or prompt.asks is Asks.WHAT_TO_KNOW:
            return self._what_to_know(prompt)
        if prompt.asks is Asks.TRACK:
            has_question = bool(prompt.questions)
            return Say(self._asking_for_track(self._featured, has_question=has_question, is_again=has_question), prompt)
        return Say(self._words.again(self._question_of(prompt), self._session.misses), prompt)

    def _what_to_know(self, prompt: Prompt | None) -> Decision:
        """Say what can be asked about the track, or ask for one."""
        track = self._own.track()
        if track is None:
            reply = self._asking_for_track(self._featured, has_question=False)
            return Say(reply, self._prompt_naming(self._featured, (), is_own=bool(prompt and prompt.is_own)))
        return Say(self._words.what_to_ask(track, self._session.misses), Prompt(Asks.WHAT_TO_KNOW))

    def _question_of(self, prompt: Prompt) -> Ask:
        """Return the question of a prompt alone, to be asked again behind something else."""
        tracks = [track for code in prompt.tracks if (track := self._catalogue.get(code))]
        question = prompt.question
        if question and prompt.asks is Asks.MORE and not question.start:
            return self._words.question_whether(
                question.offered_behind(self._session.question, self._catalogue, self._words)
            )
        if question and prompt.asks is Asks.DAY:
            return self._words.question_which_day(weekend=question.is_weekend)
        horses = [each.extra for each in prompt.questions if each.extra] if prompt.asks is Asks.HORSE else ()
        return self._words.question(prompt.asks, tracks, prompt.races, horses)

    def _makes_sense(self, prompt: Prompt) -> bool:
        """Tell whether there is what a prompt is about: another version may know other tracks and questions."""
        if (prompt.asks is Asks.WHICH_OF and not prompt.tracks) or (
            prompt.asks is Asks.DID_YOU_MEAN and len(prompt.tracks) != 1
        ):
            return False
        if prompt.asks in {Asks.DAY, Asks.RACE, Asks.HORSE, Asks.MORE} and not prompt.questions:
            return False
        # A list may name tracks that are in no catalogue.
        return prompt.asks is Asks.MORE or all(self._catalogue.get(code) for code in prompt.tracks)

    def _guess_asked_about(self) -> Track | None:
        """Return the track of which the prompt asks whether it was meant, None where it asks something else."""
        prompt = self._prompt
        return self._catalogue.get(prompt.tracks[0]) if prompt and prompt.asks is Asks.DID_YOU_MEAN else None

    def _open_prompt(self, track: Track | None) -> Prompt:
        """Return the prompt for a conversation that has none: what to know of a track, else which track."""
        return Prompt(Asks.WHAT_TO_KNOW) if track else Prompt(Asks.TRACK)

    def _is_last_miss(self) -> bool:
        """Count one more miss in a row; tells whether the conversation ends with it."""
        self._session.misses = self._misses + 1
        return self._session.misses >= MOST_MISSES

    def _is_stuck_at(self, prompt: Prompt) -> bool:
        """Count a miss where a reply would ask just what the last one asked; tells whether that was one too many."""
        return prompt == self._prompt and self._is_last_miss()
