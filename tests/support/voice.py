"""A voice for tests that hears what it is told to hear, and a microphone's sound."""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from echo.voice.hearing import RATE
from echo.voice.speaking import Piece
from echo.voice.wav import SAMPLE_BYTES, Sound, SoundError, read_wav, write_wav

_TONE_HERTZ = 220


@dataclass
class FakeVoice:
    """Hears the same words in everything but silence, and speaks a tenth of a second for each text."""

    words: str = "help"
    error: Exception | None = None
    heard: list[Sound] = field(default_factory=list)
    said: list[list[Piece]] = field(default_factory=list)

    def hear(self, wav: bytes) -> str:
        """Return the words."""
        if self.error:
            raise self.error
        self.heard.append(read_wav(wav))
        return self.words if any(self.heard[-1].samples) else ""

    def say(self, speech: Sequence[Piece]) -> bytes:
        """Return the sound."""
        if self.error:
            raise self.error
        if not speech:
            raise SoundError("there is nothing to say")
        self.said.append([*speech])
        return write_wav(tone(0.1 * len(speech)))


def tone(seconds: float, rate: int = RATE, loudness: float = 0.5) -> Sound:
    """Return a tone, half as loud as can be or otherwise so."""
    samples = (
        int(0x7FFF * loudness * math.sin(2 * math.pi * _TONE_HERTZ * at / rate)) for at in range(int(seconds * rate))
    )
    return Sound(rate, array("h", samples).tobytes())


def silence(seconds: float, rate: int = RATE) -> Sound:
    """Return silence."""
    return Sound(rate, bytes(SAMPLE_BYTES * int(seconds * rate)))


def one_after_the_other(*sounds: Sound) -> Sound:
    """Return sounds of one rate as one."""
    return Sound(sounds[0].rate, b"".join(sound.samples for sound in sounds))
