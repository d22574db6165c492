"""What to do about a request: reply at once, or answer a question that is complete.

`decide` brings the request's own copy of the session up to date and asks nobody. The listener's own track is the one
thing that is read on the way, where a turn needs it.
"""

from collections.abc import Callable
from dataclasses import replace

from horse_racing.racing.listed_tracks import tracks_at_hand
from horse_racing.racing.tracks import Track
from horse_racing.skill.decision import Decision, Forget, Say, Welcome
from horse_racing.skill.kinds import BY_INTENT, HORSE, HOW_MANY, RACING_DAYS, RUNNERS, Kind
from horse_racing.skill.own_track import OwnTrack
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.request import LAUNCH, Request, Services
from horse_racing.skill.said_alone import MY_TRACK, SaidAlone, with_race
from horse_racing.skill.slots import EASTERN
from horse_racing.skill.stored_slots import Open
from horse_racing.speech.spoken import Ask, Asks, NotOffered, plain_speech

# How many tracks a welcome names.
_NAMED_IN_WELCOME = 3

# What else is asked, by the intents that catch it.
_BEYOND: dict[str, NotOffered] = {
    "TipsIntent": "tips",
    "OtherSportsIntent": "other_sports",
    "PastYearsIntent": "past_years",
    "HarnessRacingIntent": "harness",
}


def decide(request: Request, services: Services, own: OwnTrack) -> Decision:
    """Return what to do; the request's session is brought up to date with what was said."""
    dialogue = _Dialogue(request, services, own)
    kind = BY_INTENT.get(request.intent)
    return dialogue.asked(kind) if kind else _ACTS.get(request.intent, _Dialogue.missed)(dialogue)


class _Dialogue(SaidAlone):
    """One turn's decision, while it is being made: an act for each intent."""

    def launched(self) -> Decision:
        """Welcome the listener; one whose track is known hears at once what is on there today."""
        self._session.question = None
        favorite = self._own.favorite()
        if favorite:
            return Welcome(favorite)
        named = self._racing_today() or self._featured
        prompt = self._prompt_naming(named, (), is_own=True)
        reply = self._words.welcome(self._featured, self._vary, self._racing_today(), is_invented=self._invented_races)
        return Say(reply, prompt)

    def _racing_today(self) -> tuple[Track, ...]:
        """Return a few tracks that race today, those featured first, as far as that is known without asking."""
        today = self._now.astimezone(EASTERN).date()
        return tracks_at_hand(self._source, self._catalogue, today, self._featured)[:_NAMED_IN_WELCOME]

    def asked_for_tracks(self) -> Decision:
        """Say which tracks there are, and ask for one."""
        is_own = self._own.is_new()
        prompt = self._prompt_naming(self._featured, (), is_own=is_own)
        return Say(self._words.known_tracks(len(self._catalogue.tracks), self._featured), prompt)

    def asked_for_own_track(self) -> Decision:
        """Say which track is the listener's, and ask what to know about it; without one, ask for it."""
        track = self._own.favorite() or self._own.track()
        if track is None and self._own.outlasts_session() and not self._own.is_new():
            return Say(self._words.your_track_unread(), self._prompt_naming((), (), is_own=False))
        prompt = Prompt(Asks.WHAT_TO_KNOW) if track else self._prompt_naming(self._featured, (), is_own=True)
        return Say(self._words.your_track(track, is_kept=self._own.favorite() is not None), prompt)

    def asked_beyond(self) -> Decision:
        """Say of something else that is asked of a skill about racing that it cannot be had here, and what can."""
        return Say(self._words.not_offered(_BEYOND[self._intent]), Prompt(Asks.WHAT_TO_KNOW))

    def asked(self, kind: Kind) -> Decision:
        """Answer a question, or ask for what it lacks.

        Alexa may take a day or a race alone for a question about it; where the prompt asks for that, it is the answer
        to the prompt.
        """
        tracks = self._catalogue.named(self._heard.extra) if kind is HORSE and self._heard.track is None else ()
        if len(tracks) == 1:
            # "Is Saratoga running?" may arrive as a question about a horse.
            kind, self._heard = RACING_DAYS, replace(self._heard, track=tracks[0], extra="")
        prompt = self._prompt
        asks = prompt.asks if prompt else None
        is_same = bool(prompt and prompt.question and prompt.question.kind is kind)
        if kind is RUNNERS and self._heard.only("race") and self._is_bound_to_prompt():
            return self.race_said()
        if (kind is HOW_MANY or is_same) and self._heard.only("day") and asks in {Asks.DAY, Asks.RACE, Asks.WHICH_OF}:
            return self.day_said()
        if kind is HORSE and prompt and asks is Asks.HORSE and self._heard.extra and self._heard.only():
            return self._complete((self._horse_to(prompt, self._heard.extra),))
        question = Question(kind)
        pending = prompt.question if prompt and asks in {Asks.TRACK, Asks.DID_YOU_MEAN, Asks.WHICH_OF} else None
        if pending and is_same and isinstance(pending.track, Open) and self._heard.track is None and prompt:
            # The same question again is still about the track that was not understood.
            return self._fill_for(prompt, (replace(question, track=pending.track),))
        return self._fill((question,))

    def agreed(self) -> Decision:
        """Do what the prompt offered; where it offered nothing, ask again or guide."""
        prompt = self._prompt
        if prompt and prompt.asks is Asks.DID_YOU_MEAN:
            return self._with_track_of(prompt, prompt.tracks[0])
        return self.wanted_more() if prompt and prompt.asks is Asks.MORE else self._ask_again()

    def declined(self) -> Decision:
        """Leave what the prompt was about; a second "no" in a row, or one to an offer, is a goodbye."""
        prompt = self._prompt
        self._session.refusals = self._refusals + 1
        if self._session.refusals > 1 or (prompt and self._asks_what_to_know(prompt)):
            return self.left()
        if prompt and prompt.asks is Asks.DID_YOU_MEAN:
            # It was misheard, after all.
            self._session.misses = self._misses + 1
            return self._which_track(prompt.questions, is_own=prompt.is_own)
        self._session.question = None
        return self._what_to_know(prompt)

    def _asks_what_to_know(self, prompt: Prompt) -> bool:
        """Tell whether the last reply asked whether to go on, or what to know: after a race by its name it does."""
        race = prompt.question.race if prompt.question else None
        is_by_name = isinstance(race, Open) and bool(race.heard) and not self._words.has_number(race.heard)
        return prompt.asks in {Asks.MORE, Asks.WHAT_TO_KNOW} or (prompt.asks is Asks.RACE and is_by_name)

    def wanted_next(self) -> Decision:
        """Go on, or take "next" for the race that the prompt asks for."""
        prompt = self._prompt
        if prompt and prompt.asks is Asks.RACE and prompt.questions:
            return self._complete(with_race(prompt, "next"))
        return self.wanted_more()

    def asked_again(self) -> Decision:
        """Say the last thing again; at the very beginning that is the welcome, and behind an answer the answer."""
        question, asks = self._session.question, self._prompt.asks if self._prompt else None
        # A list on a screen is to be seen again, too.
        if question and (self._session.said is None or (self._has_screen and asks is Asks.MORE)):
            return self._complete((question,))
        if self._session.said is None:
            return self.launched()
        speech, reprompt = (plain_speech(text) for text in self._session.said)
        self._session.misses = self._misses
        return Say(Ask(speech, reprompt), self._prompt)

    def helped(self) -> Decision:
        """Explain; what the prompt asked is asked again."""
        prompt, track = self._prompt, self._own.track()
        if guess := self._guess_asked_about():
            return Say(self._words.yes_or_no(guess), prompt)
        prompt = prompt or self._open_prompt(track)
        again = self._question_of(prompt)
        if track is None:
            return Say(self._words.help_choosing(self._featured, again), prompt)
        other = next(each for each in self._featured if each != track)
        is_kept = self._own.outlasts_session()
        own = self._own.favorite() if is_kept else track
        return Say(self._words.help_asking(track, own, other, again, is_kept=is_kept), prompt)

    def missed(self) -> Decision:
        """Answer what was not understood, and ask again what the prompt asked."""
        if self._is_last_miss():
            return Say(self._words.given_up())
        prompt = self._prompt or self._open_prompt(self._own.track())
        reply = self._words.not_understood(
            self._session.misses,
            self._question_of(prompt),
            self._featured,
            self._vary,
            is_first=self._own.favorite() is None,
        )
        return Say(reply, prompt)

    def asked_to_forget(self) -> Decision:
        """Forget the listener's track; somebody else's is not forgotten by mistake."""
        if self._own.is_another():
            self._own.meet()
            return Say(self._words.whose_track(), Prompt(Asks.WHAT_TO_KNOW))
        return Forget()

    def left(self) -> Decision:
        """Say goodbye."""
        return Say(self._words.goodbye(self._vary))


_ACTS: dict[str, Callable[[_Dialogue], Decision]] = {
    LAUNCH: _Dialogue.launched,
    MY_TRACK: _Dialogue.track_said,
    "TrackIntent": _Dialogue.track_said,
    "DayIntent": _Dialogue.day_said,
    "RaceIntent": _Dialogue.race_said,
    "ForgetMyTrackIntent": _Dialogue.asked_to_forget,
    "KnownTracksIntent": _Dialogue.asked_for_tracks,
    "WhichIsMyTrackIntent": _Dialogue.asked_for_own_track,
    **dict.fromkeys(_BEYOND, _Dialogue.asked_beyond),
    "AMAZON.YesIntent": _Dialogue.agreed,
    "AMAZON.NoIntent": _Dialogue.declined,
    "AMAZON.MoreIntent": _Dialogue.wanted_more,
    "AMAZON.NextIntent": _Dialogue.wanted_next,
    "AMAZON.RepeatIntent": _Dialogue.asked_again,
    "AMAZON.HelpIntent": _Dialogue.helped,
    "AMAZON.StopIntent": _Dialogue.left,
    "AMAZON.CancelIntent": _Dialogue.left,
    "AMAZON.NavigateHomeIntent": _Dialogue.left,
    "AMAZON.FallbackIntent": _Dialogue.missed,
}

# The intents by their names; any other one, which a newer interaction model may send, is not understood.
INTENTS = frozenset((*_ACTS, *BY_INTENT)) - {LAUNCH}
