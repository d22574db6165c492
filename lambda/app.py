"""The handler AWS Lambda calls."""

import gc
import os

# What is imported and made at the start is here to stay, so nobody looks for garbage in it: neither now nor later.
gc.disable()

from horse_racing.bootstrap import build_lambda_handler  # noqa: E402 - the imports are what is meant

handler = build_lambda_handler(os.environ)

gc.freeze()
gc.enable()
