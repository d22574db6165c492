"""One turn, from the request to the reply: request → dialogue → answering."""

import logging
from dataclasses import replace
from typing import NamedTuple

from horse_racing.racing.errors import RaceDataError
from horse_racing.racing.tracks import Track
from horse_racing.skill.answering import Answering
from horse_racing.skill.asking import Facts
from horse_racing.skill.completion import MOST_MISSES
from horse_racing.skill.decision import Answer, Choose, Decision, Forget, LookUp, Say, Welcome
from horse_racing.skill.dialogue import INTENTS, decide
from horse_racing.skill.entities import NamesToHear
from horse_racing.skill.kinds import HOW_MANY, NEXT_STAKES
from horse_racing.skill.own_track import OwnTrack
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.report import OTHER, TurnReport, where
from horse_racing.skill.request import LAUNCH, Request, Services
from horse_racing.skill.respond import OnScreen
from horse_racing.skill.session import Session
from horse_racing.skill.slots import UnknownTrack
from horse_racing.skill.touched import questions_on
from horse_racing.speech.spoken import Answered, Ask, Asks, Reply, Tell


class Outcome(NamedTuple):
    """What came of a turn: the reply, the session for the next one (None: as it was), and what there is to report.

    `names` are what Alexa is told to listen for, None for nothing new; `on_screen` is how the reply goes with a screen,
    None for nothing to show.
    """

    reply: Reply
    session: Session | None
    report: TurnReport
    names: NamesToHear | None = None
    on_screen: OnScreen | None = None


def take_turn(request: Request, services: Services) -> Outcome:
    """Take one turn; whatever goes wrong, there is a reply, and the session stays as it was."""
    turn = _Turn(request, services)
    report = TurnReport(
        intent=request.intent if request.intent in INTENTS | {LAUNCH} else OTHER,
        is_unknown_track=isinstance(request.heard.track, UnknownTrack),
    )
    session: Session | None = request.session
    try:
        reply = turn.reply()
        report.answer = turn.answered
    except RaceDataError as error:
        kind = type(error).__name__
        report.failed(logging.WARNING, kind, f"race data: {kind}: {error}", is_data_failure=True)
        reply, session = request.words.data_trouble(error), None
    except Exception as error:  # noqa: BLE001 - an exception here is silence on the listener's side
        report.failed(logging.ERROR, type(error).__name__, f"the turn failed: {where(error)}")
        reply, session = request.words.own_trouble(), None
    finally:
        # What is still under way is of no use any more, and the container may freeze in the middle of it.
        request.deadline.end()
    report.feed_seconds, report.favorites_error = turn.feed_seconds, turn.favorites_failure
    on_screen = None
    if request.has_screen:
        try:
            on_screen = turn.shown(reply)
        except Exception as error:  # noqa: BLE001 - what cannot be shown has been said all the same
            report.failed_to_show(error)
    return Outcome(reply, session, report, turn.names, on_screen)


class _Turn:
    """Carries out what the dialogue decides."""

    def __init__(self, request: Request, services: Services) -> None:
        self.answered: str | None = None
        self.names: NamesToHear | None = None
        self._facts: Facts | None = None
        self._request = request
        self._services = services
        self._session = request.session
        self._words = request.words
        self._prompt_before, self._misses_before = request.session.prompt, request.session.misses
        self._own = OwnTrack(
            services.favorites,
            request.listener,
            session=request.session,
            catalogue=services.catalogue,
            now=request.now,
            deadline=request.deadline,
        )
        self._answering = Answering(request, services, self._own)

    @property
    def feed_seconds(self) -> float | None:
        """How long race data was asked, None when it was not."""
        return self._answering.seconds

    @property
    def favorites_failure(self) -> str | None:
        """Why the listener's track could not be read or kept, None when it could."""
        return self._own.failure

    def reply(self) -> Reply:
        """Return the reply, with the session brought up to date; raises what the race data raises."""
        reply, prompt = self._carried_out(decide(self._request, self._services, self._own))
        if isinstance(reply, Tell) and not isinstance(reply, Answered):
            # The conversation is over, or the listener is forgotten.
            self.names = NamesToHear()
        self._session.prompt = prompt
        self._session.said = (reply.speech.plain(), reply.reprompt.plain()) if isinstance(reply, Ask) else None
        return reply

    def shown(self, reply: Reply) -> OnScreen:
        """Return the reply as it is said beside a screen, with the directive that draws the screen."""
        # What only a device with a screen needs is imported for the first of them.
        from horse_racing.screen.screens import directive_for  # noqa: PLC0415

        facts = self._facts if isinstance(reply, Ask | Answered) else None
        screen = self._answering.screen(reply, self._session.prompt, facts)
        directive = directive_for(screen)
        # What is listed can be touched, and chosen by its place, behind an answer too, as nothing is over yet. Where a
        # race was asked about, though, "the sixth" asks the same about another one.
        last = self._session.question
        is_about_race = last is not None and last.kind.takes_race and screen.document == "card"
        if (listed := questions_on(screen.properties)) and not is_about_race:
            self._session.prompt = replace(self._session.prompt or Prompt(Asks.WHAT_TO_KNOW), listed=listed)
        return OnScreen(self._words.without_goodbye(reply) if isinstance(reply, Answered) else reply, directive)

    def _carried_out(self, decision: Decision) -> tuple[Reply, Prompt | None]:
        match decision:
            case Say():
                return self._keeping(decision.keep, decision.reply), decision.prompt
            case Answer():
                told = self._answering.answer(decision.questions)
                self.answered, self._facts = type(told.facts).__name__, told.facts
                goes_on = told.prompt or self._request.has_screen
                self.names = self._answering.names_at_hand() if goes_on else None
                return self._unless_stuck(self._keeping(decision.keep, told.reply), told.prompt)
            case Choose():
                return self._chosen(decision)
            case Welcome():
                reply, self._facts = self._answering.welcome(decision.track)
                self._session.question = Question(HOW_MANY, decision.track.code) if self._facts else None
                self.names = self._answering.names_at_hand()
                return reply, Prompt(Asks.WHAT_TO_KNOW)
            case LookUp():
                return self._looked_up(decision)
            case Forget():
                return self._forgotten(), None

    def _chosen(self, decision: Choose) -> tuple[Reply, Prompt]:
        is_kept = decision.is_own and self._own.keep(decision.track)
        reply = self._words.track_chosen(decision.track, self._request.vary, is_kept=is_kept)
        # The reply names these two, and "the first one" means the first of them.
        code = decision.track.code
        return reply, Prompt(Asks.WHAT_TO_KNOW, (Question(HOW_MANY, code), Question(NEXT_STAKES, code)))

    def _looked_up(self, decision: LookUp) -> tuple[Reply, Prompt | None]:
        listed = self._answering.listed_elsewhere(decision.name)
        if listed is None:
            return decision.otherwise.reply, decision.otherwise.prompt
        self._session.misses = 0
        return self._unless_stuck(listed, Prompt(Asks.TRACK, decision.questions))

    def _unless_stuck(self, reply: Reply, prompt: Prompt | None) -> tuple[Reply, Prompt | None]:
        """Return a reply that asks; where it asks again and again what the last one asked, that is a miss, too."""
        if not isinstance(reply, Ask) or prompt != self._prompt_before or reply.asks is Asks.MORE:
            return reply, prompt
        self._session.misses = misses = self._misses_before + 1
        if misses >= MOST_MISSES:
            return self._words.given_up(), None
        return (self._words.naming_ways_out(reply) if misses == MOST_MISSES - 1 else reply), prompt

    def _keeping(self, track: Track | None, reply: Reply) -> Reply:
        return self._words.remembering(track, reply) if track and self._own.keep(track) else reply

    def _forgotten(self) -> Reply:
        if not self._own.forget():
            return self._words.not_forgotten()
        self._session.track = self._session.question = None
        return self._words.forgotten()
