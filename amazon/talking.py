"""`make talk STAGE=dev`: a conversation with a stage's deployed skill, in the place of the one on the desk."""

import sys
from collections.abc import Iterator
from functools import partial
from typing import TextIO

from amazon.program import Program, ended, parser
from amazon.reachable import deployed_skill
from amazon.simulation import Device
from amazon.smapi import Json, SmapiError
from amazon.understood import told
from echo.completion import Completions
from echo.device.contract import shown_by
from echo.device.echo import Exchange
from echo.prompt import typed_lines
from echo.terminal import COMMANDS, talk_in
from echo.understanding.model import MODEL_FILE, load_model
from echo.understanding.phrases import invocation_in
from ship.deploying.errors import DeployError


class SimulatedConversation:
    """What a person does with a simulated device of the account's; what only the desk has, it says it has not."""

    def __init__(self, device: Device) -> None:
        self.screen: Json | None = None
        self._device = device

    def say(self, utterance: str) -> Exchange:
        """Say something. What names no skill outside of a session would be said to Alexa herself, and is not said."""
        name = self._device.model.invocation_name
        if not self._device.is_open and not invocation_in(utterance, name):
            return Exchange(utterance, note=f'the session is closed; say "open {name}" or "ask {name} …"')
        try:
            simulated = self._device.say(utterance, anew=not self._device.is_open)
        except SmapiError as error:
            return Exchange(
                utterance, note=f"whether the skill heard it is not known: {error}" if error.is_unsure else str(error)
            )
        self.screen = next(iter(shown_by((simulated.response or {}).get("response") or {})), self.screen)
        note = simulated.failure or f"Alexa understood: {told(simulated.understood)}"
        return Exchange(
            utterance,
            simulated.speech,
            request=simulated.request,
            response=simulated.response,
            note=note,
            closed=simulated.closed,
        )

    def keep_silent(self) -> Iterator[Exchange]:
        """Say that a simulated device does not wait."""
        yield Exchange("", note="a simulated device does not wait for an answer, so silence is none")

    def forget(self) -> Iterator[Exchange]:
        """Leave the skill as it is: disabling it would end testing on every device of the account."""
        yield from ()

    def forgotten(self) -> str:
        """Return the sentence on that."""
        return "not done: disabling the skill would end testing it on every device of the account; say: forget my track"

    def save(self, name: str) -> str:  # noqa: ARG002 - as a conversation on the desk has it
        """Return the sentence on why nothing is written down."""
        return "not saved: a test has the invented races of the desk, and these are others"


def main(program: Program, stdout: TextIO) -> int:
    """Hold one conversation; return 0, or 2 where it cannot begin."""
    options = parser("talk", "Hold a conversation with a deployed skill.")
    options.add_argument("--now", help="(There is no setting the clock at Amazon's.)")
    said = options.parse_args(program.arguments)

    def run() -> int:
        if said.now:
            raise DeployError(
                "Nobody can set the clock at Amazon's.", f"make talk STAGE={said.stage}, or make talk NOW=…"
            )
        smapi = deployed_skill(said.stage, "talk", program.around)
        model = load_model(MODEL_FILE)
        told_first = (
            f"this is the skill {smapi.skill_id} at Amazon's, in Alexa's simulator, some seconds for each line",
            "what is told there, such as a favorite track, is told to the real skill in your own account",
            "there is nothing to touch, nobody's voice is known, and the clock and the races are the real ones",
        )
        completions = Completions(model, (command.partition(" ")[0] for command in COMMANDS))
        typed = partial(typed_lines, completions, program.root / ".talk" / "history", lambda: said.stage)
        return talk_in(
            SimulatedConversation(Device(smapi, model)), model, told_first, program.stdin, stdout, typed=typed
        )

    return ended(run)


if __name__ == "__main__":
    sys.exit(main(Program.started(), sys.stdout))
