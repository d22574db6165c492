"""What the packages import and the skill never uses, left out of a start: a tenth of its time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NoReturn

_SERVICES = (
    *("datastore", "device_address", "endpoint_enumeration", "list_management", "monetization", "proactive_events"),
    *("reminder_management", "skill_messaging", "timer_management"),
)
LEFT_OUT = (
    # The SDK makes clients of all of Alexa's services; the skill asks for a time zone and sends a directive.
    *(f"ask_sdk_model.services.{name}" for name in _SERVICES),
    # Templates for screens of 2017, which the SDK's response builder offers.
    "ask_sdk_model.interfaces.display",
    # For texts in an unknown encoding: what is read here is JSON, or nothing.
    "charset_normalizer",
)


class _Unused:
    """Stands for any class of a module that is left out; nobody makes one."""

    def __init__(self, *_: object, **__: object) -> NoReturn:
        raise NotImplementedError(f"{__name__} leaves it out")


class _StandIn(ModuleType):
    # requests asks whether it is one that it knows.
    __version__ = "3.0.0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Unused


@contextmanager
def left_out() -> Iterator[None]:
    """Have stand-ins in the place of `LEFT_OUT` while other modules are imported; whoever imports one later gets it."""
    stand_ins = {name: _StandIn(name) for name in LEFT_OUT if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
