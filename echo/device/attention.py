"""What a device keeps between two turns: the session, the question to repeat, and what is on the screen."""

import math
from dataclasses import replace

from echo.device.contract import shown_by, speech_of
from echo.device.delivery import Json
from echo.device.envelopes import Session
from loopback.clock import Clock

# How long a session with a screen stays open without a microphone, by Amazon's "Keep the Session Open".
SCREEN_SECONDS = 30.0


class Attention:
    """A session as Alexa keeps it: open while the device listens, and for half a minute while it only shows something.

    `reprompt` is the question that was not yet repeated.
    """

    def __init__(self, clock: Clock) -> None:
        self.reprompt = ""
        self._shown: Json | None = None
        self._clock = clock
        self._session: Session | None = None
        self._number = 0
        self._ends_at = math.inf

    @property
    def session(self) -> Session | None:
        """Return the session, unless there is none or it was left alone for too long."""
        self._look_at_the_clock()
        return self._session

    @property
    def shown(self) -> Json | None:
        """Return the RenderDocument directive of what is on the screen, None for nothing."""
        self._look_at_the_clock()
        return self._shown

    @property
    def seconds_left(self) -> float | None:
        """Return how long the session stays open without a microphone: 0 when it is closed, None while it listens."""
        if not self.session:
            return 0.0
        return None if self.listens else self._ends_at - self._clock.monotonic()

    @property
    def listens(self) -> bool:
        """Tell whether the microphone is on in the session that is open."""
        return self._ends_at == math.inf

    def begin(self) -> Session:
        """Open a new session, and leave what there was."""
        self.end()
        self._number += 1
        self._session = Session(self._number)
        return self._session

    def end(self) -> None:
        """Close the session."""
        self._session, self.reprompt, self._shown, self._ends_at = None, "", None, math.inf

    def answered(self, session: Session, answer: Json) -> None:
        """Do with the session what an answer says that breaks no rule of the contract."""
        body = answer["response"]
        if body.get("shouldEndSession"):
            self.end()
            # It can still be read.
            self._shown, self._ends_at = next(iter(shown_by(body)), None), self._clock.monotonic() + SCREEN_SECONDS
            return
        # Every answer replaces the attributes as a whole; leaving them out drops them.
        self._session = replace(session, new=False, attributes=answer.get("sessionAttributes", {}))
        self._shown = next(iter(shown_by(body)), self._shown)
        if "shouldEndSession" in body:
            self.reprompt, self._ends_at = speech_of(body["reprompt"]["outputSpeech"]).text, math.inf
        else:
            self.reprompt, self._ends_at = "", self._clock.monotonic() + SCREEN_SECONDS

    def _look_at_the_clock(self) -> None:
        if self._clock.monotonic() >= self._ends_at:
            self.end()
