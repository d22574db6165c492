"""The handler AWS Lambda calls."""

import os

from horse_racing.bootstrap import build_lambda_handler

handler = build_lambda_handler(os.environ)
