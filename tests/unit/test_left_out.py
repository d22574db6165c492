"""What is left out of a start is not missed: the skill starts without it, and whoever asks for it later gets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from horse_racing.left_out import LEFT_OUT, left_out

LAMBDA = Path(__file__).parents[2] / "lambda"
ENVIRON = {
    "RACING_API_URL": "http://127.0.0.1:1",
    "RACING_API_USERNAME": "someone",
    "RACING_API_PASSWORD": "secret",
    "PATH": os.defpath,
    "PYTHONPATH": str(LAMBDA),
}
STARTED = """
import json, sys
import app
started = sorted(sys.modules)
from ask_sdk_model.services.device_address import DeviceAddressServiceClient
from ask_sdk_model.interfaces.display import PlainText
import charset_normalizer
later = [PlainText("text").text, charset_normalizer.from_bytes(b"text").best().encoding]
print(json.dumps({"started": started, "later": later}))
"""


def test_the_skill_starts_without_it_and_later_it_can_be_had() -> None:
    done = subprocess.run(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", STARTED], env=ENVIRON, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert not [name for name in told["started"] if name.startswith(LEFT_OUT)]
    assert "ask_sdk_model.services.ups" in told["started"]
    assert told["later"] == ["text", "ascii"]
    assert done.stderr == ""


def test_what_is_there_already_stays_and_what_stands_in_is_made_by_nobody() -> None:
    kept = {name: sys.modules.pop(name) for name in LEFT_OUT if name in sys.modules}
    try:
        sys.modules["charset_normalizer"] = there = type(sys)("there")
        with left_out():
            assert sys.modules["charset_normalizer"] is there
            with pytest.raises(NotImplementedError):
                sys.modules["ask_sdk_model.interfaces.display"].PlainText("text")
        assert sys.modules.pop("charset_normalizer") is there
        assert not set(LEFT_OUT) & set(sys.modules)
    finally:
        sys.modules.update(kept)
