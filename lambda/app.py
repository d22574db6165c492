"""The handler AWS Lambda calls."""

import gc
import os

from horse_racing.left_out import left_out

# What is imported and made at the start is here to stay, so nobody looks for garbage in it: neither now nor later.
gc.disable()

with left_out():
    from horse_racing.bootstrap import build_lambda_handler

handler = build_lambda_handler(os.environ)

gc.freeze()
gc.enable()
