"""Scripts as the tests read them, with the settings of stage.py; echo/script_reader.py says what lines there are."""

from pathlib import Path

from echo.script_reader import Settings
from echo.script_reader import read_script as read
from echo.script_steps import Step
from tests.support.stage import EXAMPLES, is_setting

SETTINGS = Settings(is_setting, EXAMPLES)


def read_script(path: Path) -> list[Step]:
    """Read a script file; raises `ScriptError`."""
    return read(path, SETTINGS)
