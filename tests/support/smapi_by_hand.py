"""`python -m tests.support.smapi_by_hand`: an account at Amazon's to try `make alexa` and the like on, until Ctrl-C.

It prints what to export first. With --differ, Alexa takes one line for another, and the skill says something else.
"""

import shlex
import sys
import threading
from collections.abc import Sequence

from tests.support.smapi_stand import FAILING, SKILL, account_at_amazon
from tests.support.strict_smapi import SmapiServer


def main(arguments: Sequence[str]) -> None:
    with account_at_amazon() as smapi, SmapiServer(smapi) as server:
        if "--differ" in arguments:
            smapi.account.alexa.takes_for = {"which tracks do you know": "help", "when is the next stakes race": "stop"}
            smapi.account.alexa.says_instead = {"who won the hockey game": "Hockey is on later. What would you like?"}
            smapi.account.checks = FAILING
        for name, value in {**server.environment, "SKILL_ID": SKILL}.items():
            print(f"export {name}={shlex.quote(value)}", flush=True)  # noqa: T201 - it is read and copied
        threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1:])
