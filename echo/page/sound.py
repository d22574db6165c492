"""What the page asks of a voice on this machine: it hears a WAV, and makes a WAV of a speech."""

import json
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from echo.understanding.model import Model
from echo.voice.hearing import MOST_SECONDS, RATE
from echo.voice.offline import OfflineVoice, Voice
from echo.voice.speaking import MOST_CHARACTERS, Piece, SpeakingError
from echo.voice.wav import SAMPLE_BYTES, SoundError

_TRACKS = "TRACK_NAME"
_WAV = "audio/wav"
_HEADER_BYTES = 1024
_MOST_WAV_BYTES = int(MOST_SECONDS * RATE * SAMPLE_BYTES) + _HEADER_BYTES
# JSON takes six bytes for a character that it escapes.
_MOST_SPEECH_BYTES = 6 * MOST_CHARACTERS + _HEADER_BYTES


def offline_voice(model: Model) -> OfflineVoice:
    """Return what hears the tracks of a model and its name, and speaks; raises `NoVoiceError`."""
    name = model.invocation_name.title()
    return OfflineVoice([track.name for track in model.types[_TRACKS]], f"Open {name}. Ask {name}.")


class SoundRoutes:
    """POST /hear answers {"heard": text} to a WAV; POST /say a WAV to {"speech": texts and pauses in seconds}."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self.routes = [Route("/hear", self._hear, methods=["POST"]), Route("/say", self._say, methods=["POST"])]

    async def _hear(self, request: Request) -> Response:
        if request.headers.get("content-type") != _WAV:
            return _refused(f"what is heard is {_WAV}", 415)
        if (wav := await _body(request, _MOST_WAV_BYTES)) is None:
            return _refused(f"what is heard has at most {MOST_SECONDS:.0f} seconds", 413)
        try:
            return JSONResponse({"heard": await run_in_threadpool(self._voice.hear, wav)})
        except SoundError as error:
            return _refused(str(error), 400)

    async def _say(self, request: Request) -> Response:
        if (body := await _body(request, _MOST_SPEECH_BYTES)) is None:
            return _refused(f"a speech has at most {MOST_CHARACTERS} characters", 413)
        try:
            return Response(await run_in_threadpool(self._voice.say, _speech(body)), media_type=_WAV)
        except SoundError as error:
            return _refused(str(error), 400)
        except SpeakingError as error:
            return _refused(str(error), 503)


def _refused(why: str, status: int) -> Response:
    return JSONResponse({"error": why}, status)


async def _body(request: Request, most: int) -> bytes | None:
    """Return what was sent, None for more bytes than `most`, of which no more is read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)


def _speech(body: bytes) -> list[Piece]:
    with suppress(ValueError):
        asked = json.loads(body)
        speech = asked.get("speech") if isinstance(asked, dict) else None
        # JSON's true is a number to Python.
        if isinstance(speech, list) and all(type(piece) in (str, int, float) for piece in speech):
            return speech
    raise SoundError("a speech is a list of texts and pauses")
