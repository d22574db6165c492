"""How much the offline voice hears of what it says itself (bench/README.md)."""

# ruff: noqa: T201 - the figures are what it is for

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from echo.options import ROOT
from echo.page.sound import offline_voice
from echo.understanding.model import MODEL_FILE, Model, load_model
from echo.understanding.readings import Understands, readings
from echo.understanding.words import spoken
from echo.voice.offline import NoVoiceError, OfflineVoice
from echo.voice.wav import read_wav

PHRASES = Path(__file__).parent / "spoken_phrases.txt"
TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Turn:
    """A phrase, what was heard of it, and seconds: of its sound, and for saying and hearing it."""

    phrase: str
    heard: str
    long: float
    saying: float
    hearing: float


def turn(voice: OfflineVoice, phrase: str) -> Turn:
    """Say a phrase and listen to it."""
    began = time.perf_counter()
    wav = voice.say([phrase])
    said = time.perf_counter()
    heard = voice.hear(wav)
    return Turn(phrase, heard, read_wav(wav).seconds, said - began, time.perf_counter() - said)


def meaning(text: str, model: Model, reading: Understands) -> str:
    """Return what the desk's Echo makes of words, with or without the skill's name in front of them."""
    words = spoken(text).removeprefix(f"ask {model.invocation_name} ")
    return str(reading.understand(words, TODAY))


def main(argv: Sequence[str]) -> int:
    """Print what is heard of each phrase, and how many are heard and understood; 2 where there is no voice."""
    parser = argparse.ArgumentParser(prog="python -m bench.voice", description=__doc__)
    parser.add_argument("--phrases", type=Path, default=PHRASES, help="one a line (%(default)s)")
    phrases = parser.parse_args(argv).phrases.read_text(encoding="utf-8").splitlines()
    model = load_model(MODEL_FILE)
    reading, _ = readings(model, MODEL_FILE, ROOT / "build" / "understanding")
    began = time.perf_counter()
    try:
        made = offline_voice(model)
    except NoVoiceError as error:
        print(error, file=sys.stderr)
        return 2
    with closing(made) as voice:
        turn(voice, phrases[0])
        print(f"{time.perf_counter() - began:.1f} s from the start until the first phrase was said and heard\n")
        turns = [turn(voice, phrase) for phrase in phrases]
    word_for_word = understood = 0
    for each in turns:
        same = spoken(each.heard) == spoken(each.phrase)
        means_it = meaning(each.heard, model, reading) == meaning(each.phrase, model, reading)
        word_for_word += same
        understood += means_it
        told = "words" if same else "sense" if means_it else "wrong"
        print(f"{told:7}{each.hearing:5.2f} s  {each.phrase}{'' if same else f'  ->  {each.heard}'}")
    print(f"\n{word_for_word} of {len(turns)} heard word for word, {understood} understood as they were meant")
    for name in ("long", "saying", "hearing"):
        seconds = [getattr(each, name) for each in turns]
        print(f"{name:8} median {median(seconds):.2f} s, at most {max(seconds):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
