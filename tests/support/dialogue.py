"""What tests of the dialogue alone share: a decision without a device, race data or a store."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from horse_racing.bootstrap import load_catalogue
from horse_racing.racing.clock import Deadline
from horse_racing.racing.tracks import Track
from horse_racing.skill.decision import Answer, Decision, LookUp, Say
from horse_racing.skill.dialogue import decide
from horse_racing.skill.misheard import guesser
from horse_racing.skill.own_track import OwnTrack
from horse_racing.skill.question import Prompt, Question
from horse_racing.skill.request import Request, Services
from horse_racing.skill.session import Session
from horse_racing.skill.slots import Heard, UnknownTrack
from horse_racing.speech.wording import wording
from tests.support.fakes import FakeClock, FakeSource, track

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
TODAY, TOMORROW, NEXT_SATURDAY = date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 28)
TAM, SAR, DMR = track("TAM"), track("SAR"), track("DMR")
CATALOGUE = load_catalogue()
SERVICES = Services(
    FakeSource(), CATALOGUE, FakeClock(NOW), (TAM, track("ARP"), SAR), guesser(CATALOGUE, wording().sound)
)
BANANA = UnknownTrack("banana", "banana")
FIFTH = Heard(race=(5,), position=5, is_ordinal=True, day_number=5)
FIRST = Heard(race=(1,), position=1, is_ordinal=True, day_number=1)


@dataclass
class KnownTrack:
    """A listener with a favorite or none, and what was asked of it."""

    own: Track | None = None
    session: Session | None = None
    is_read: bool = False

    def favorite(self) -> Track | None:
        self.is_read = True
        return self.own

    def track(self) -> Track | None:
        code = self.session.track if self.session else None
        return CATALOGUE.get(code) or self.favorite()

    def talk_about(self, said: Track) -> None:
        assert self.session
        self.session.track = said.code

    def is_new(self) -> bool:
        self.is_read = True
        return self.own is None

    def outlasts_session(self) -> bool:
        return True

    def is_another(self) -> bool:
        return False

    def meet(self) -> None:
        self.is_read = True


def decided(
    intent: str,
    heard: Heard | None = None,
    session: Session | None = None,
    own: Track | None = None,
    now: datetime = NOW,
) -> tuple[Decision, Session]:
    """Return what the dialogue decides about an intent, and the session it leaves."""
    session = session or Session()
    request = Request(
        intent=intent,
        heard=heard or Heard(),
        session=session,
        words=wording("en-US"),
        device=cast("Any", None),
        listener=None,
        now=now,
        deadline=Deadline.after(FakeClock(NOW), 4.5),
    )
    return decide(request, SERVICES, cast("OwnTrack", KnownTrack(own, session))), session


def questions(decision: Decision) -> tuple[Question, ...]:
    assert isinstance(decision, Answer), decision
    return decision.questions


def asked(decision: Decision) -> Prompt:
    said = decision.otherwise if isinstance(decision, LookUp) else decision
    assert isinstance(said, Say), decision
    assert said.prompt, decision
    return said.prompt
