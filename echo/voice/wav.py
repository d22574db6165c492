"""Sound as the page and the programs exchange it: WAV with one channel of 16 bits."""

import io
import wave
from typing import NamedTuple

SAMPLE_BYTES = 2


class SoundError(Exception):
    """Sound or speech that cannot be used; the text says why."""


class Sound(NamedTuple):
    """Samples of 16 bits, and how many of them make a second."""

    rate: int
    samples: bytes

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return len(self.samples) / SAMPLE_BYTES / self.rate


def read_wav(wav: bytes) -> Sound:
    """Read a WAV; raises `SoundError` for another one than this project's, or for none."""
    try:
        with wave.open(io.BytesIO(wav)) as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, SAMPLE_BYTES) or not file.getframerate():
                raise SoundError("the sound has to have one channel of 16 bits")
            return Sound(file.getframerate(), file.readframes(file.getnframes()))
    except (wave.Error, EOFError) as error:
        raise SoundError(f"the sound is no WAV: {error or 'it is too short'}") from error


def write_wav(sound: Sound) -> bytes:
    """Return it as a WAV."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(sound.rate)
        file.writeframes(sound.samples)
    return written.getvalue()
