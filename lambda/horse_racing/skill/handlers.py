"""Which request gets which reply. What to say is decided in dialogue.py, how it is sent in respond.py."""

from collections.abc import Callable, Iterator

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_intent_name, is_request_type
from ask_sdk_model import Response

from horse_racing.skill import dialogue
from horse_racing.skill.respond import response_to
from horse_racing.skill.telemetry import OTHER, this_turn
from horse_racing.skill.turn import Services, Turn
from horse_racing.speech.spoken import Ask, Reply

Matches = Callable[[HandlerInput], bool]


class TurnHandler(AbstractRequestHandler):
    """Handles the requests that match by a function from turn to reply, and stores the session it leaves.

    `name` is that of the intent or request type, for the report.
    """

    def __init__(self, services: Services, reply: Callable[[Turn], Reply], name: str, matches: Matches) -> None:
        self._services = services
        self._reply = reply
        self._name = name
        self._matches = matches

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Tell whether the request is one of those this handler was made for."""
        return self._matches(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Take one turn."""
        this_turn().intent = self._name
        turn = Turn(handler_input, self._services)
        reply = self._reply(turn)
        turn.session.said = (reply.speech.plain(), reply.reprompt.plain()) if isinstance(reply, Ask) else None
        if handler_input.request_envelope.session:
            handler_input.attributes_manager.session_attributes = turn.session.attributes()
        return response_to(reply)


def handlers(services: Services) -> list[AbstractRequestHandler]:
    """Return the handlers in the order they are asked."""

    def on(reply: Callable[[Turn], Reply], *intents: str) -> Iterator[TurnHandler]:
        return (TurnHandler(services, reply, intent, is_intent_name(intent)) for intent in intents)

    return [
        TurnHandler(services, dialogue.launched, "LaunchRequest", is_request_type("LaunchRequest")),
        *on(dialogue.track_named, "MyTrackIsIntent"),
        *on(dialogue.asked_to_forget, "ForgetMyTrackIntent"),
        *on(dialogue.asked_how_many, "HowManyRacesIntent"),
        *on(dialogue.asked_next_stakes, "NextStakesRaceIntent"),
        *on(dialogue.asked_next_race, "NextRaceIntent"),
        *on(dialogue.asked_runners, "RunnersIntent"),
        *on(dialogue.asked_scratches, "ScratchesIntent"),
        *on(dialogue.asked_results, "RaceResultsIntent"),
        *on(dialogue.asked_tracks, "TracksRacingIntent"),
        *on(dialogue.agreed, "AMAZON.YesIntent"),
        *on(dialogue.declined, "AMAZON.NoIntent"),
        *on(dialogue.wanted_more, "AMAZON.MoreIntent"),
        *on(dialogue.asked_again, "AMAZON.RepeatIntent"),
        *on(dialogue.helped, "AMAZON.HelpIntent"),
        *on(dialogue.left, "AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"),
        *on(dialogue.missed, "AMAZON.FallbackIntent"),
        # Any intent that a newer interaction model sends to this version of the code.
        TurnHandler(services, dialogue.missed, OTHER, is_request_type("IntentRequest")),
    ]
