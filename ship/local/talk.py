"""`make talk STAGE=local`: a conversation with the deployed function, at the desk's Echo."""

from datetime import UTC, datetime
from functools import partial
from typing import TextIO

from echo.completion import Completions
from echo.device.alexa_api import AlexaApi
from echo.device.echo import Echo
from echo.options import ROOT
from echo.prompt import typed_lines
from echo.terminal import COMMANDS, talk
from echo.understanding.model import MODEL_FILE, load_model
from echo.understanding.readings import readings
from loopback.clock import DEFAULT_ZONE, DeskClock, time_told
from ship.local.deployed import DeployedFunction
from ship.local.deployment import SKILL_ID


def converse(function: DeployedFunction, stdin: TextIO, stdout: TextIO) -> int:
    """Hold one conversation; returns 0, or 1 when a piped one broke Alexa's contract."""
    model = load_model(MODEL_FILE)
    reading, told = readings(model, MODEL_FILE, ROOT / "build" / "understanding")
    with AlexaApi(DEFAULT_ZONE.key) as alexa_api:
        echo = Echo(function, model, DeskClock(), application_id=SKILL_ID, alexa_api=alexa_api, interpreter=reading)
        where = f"the deployed function {function.name}; its races are those of {function.settings['RACING_API_URL']}"
        completions = Completions(model, (command.partition(" ")[0] for command in COMMANDS))
        typed = partial(typed_lines, completions, function.emulator.folder / "history", _now_told)
        return talk(echo, model, (where, told), stdin, stdout, typed=typed)


def _now_told() -> str:
    return time_told(datetime.now(UTC), DEFAULT_ZONE)
