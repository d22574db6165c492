"""Speaking: words become sound, with the program Piper."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from echo.voice.wav import SAMPLE_BYTES, Sound, SoundError, read_wav, write_wav

Piece = str | float
# As much as Alexa takes of a speech; its pauses are no longer, either.
MOST_CHARACTERS = 8000
MOST_PIECES = 200
LONGEST_PAUSE = 10.0  # seconds
PATIENCE = 30.0  # seconds


class SpeakingError(Exception):
    """The program does not speak; the text says why."""


class Speaking:
    """Speaks by a program that writes a WAV for each line it reads, into the folder behind `--output-dir`.

    Loading the voice takes longer than to speak a sentence. So one that has loaded it always waits for the next words.
    """

    def __init__(self, command: Sequence[str], patience: float = PATIENCE) -> None:
        self._command = command
        self._patience = patience
        self._lock = Lock()
        self._waiting = _Program(command)

    def say(self, speech: Sequence[Piece]) -> bytes:
        """Return the WAV of a speech: its texts with pauses of so many seconds between them.

        Raises `SoundError` for too much or nothing to say, and `SpeakingError`.
        """
        pieces = [" ".join(piece.split()) if isinstance(piece, str) else piece for piece in speech]
        # Of what nobody can pronounce the program makes no sound, and ends.
        pieces = [piece for piece in pieces if not isinstance(piece, str) or any(map(str.isalnum, piece))]
        texts = [piece for piece in pieces if isinstance(piece, str)]
        pauses = [piece for piece in pieces if not isinstance(piece, str)]
        if not texts:
            raise SoundError("there is nothing to say")
        if sum(map(len, texts)) > MOST_CHARACTERS or len(pieces) > MOST_PIECES:
            raise SoundError(f"a speech has at most {MOST_CHARACTERS} characters and {MOST_PIECES} pieces")
        if not all(0 <= pause <= LONGEST_PAUSE for pause in pauses):
            raise SoundError(f"a pause has at most {LONGEST_PAUSE:.0f} seconds")
        with self._lock:
            try:
                spoken = self._waiting.speak(texts, self._patience)
            finally:
                self._waiting = _Program(self._command)
        return write_wav(_joined(pieces, spoken))

    def close(self) -> None:
        """Speak no more."""
        with self._lock:
            self._waiting.close()


class _Program:
    """The program once, with a folder that goes away with it."""

    def __init__(self, command: Sequence[str]) -> None:
        self._folder = TemporaryDirectory(prefix="talk-horse-racing-")
        # The words go through its standard input: others can see with which arguments a program runs.
        self._process = subprocess.Popen(  # noqa: S603 - the program that was installed for this
            [*command, "--output-dir", self._folder.name],
            env={**os.environ, "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def speak(self, texts: Sequence[str], patience: float) -> list[Sound]:
        """Return the sound of each text, and end; raises `SpeakingError`."""
        try:
            self._process.communicate("".join(f"{text}\n" for text in texts).encode(), patience)
            # They are named by the time at which they were made.
            paths = sorted(Path(self._folder.name).iterdir(), key=lambda path: int(path.stem))
            spoken = [read_wav(path.read_bytes()) for path in paths]
        except subprocess.TimeoutExpired as error:
            raise SpeakingError(f"speaking took longer than {patience:.0f} seconds") from error
        except SoundError as error:
            raise SpeakingError(f"what speaks made no sound that can be used: {error}") from error
        finally:
            self.close()
        if self._process.returncode or len(spoken) != len(texts):
            raise SpeakingError(f"what speaks ended with {self._process.returncode}")
        return spoken

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()
        self._folder.cleanup()


def _joined(pieces: Sequence[Piece], spoken: Sequence[Sound]) -> Sound:
    rate = spoken[0].rate
    sounds = iter(spoken)
    silence = bytes(SAMPLE_BYTES)
    parts = [next(sounds).samples if isinstance(piece, str) else silence * round(piece * rate) for piece in pieces]
    return Sound(rate, b"".join(parts))
