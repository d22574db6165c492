"""On ask-sdk-core, importing every package that lambda/requirements.in names, and boto3, without using any."""

from zoneinfo import ZoneInfo

import boto3
import cachetools
import dateutil.parser  # type: ignore[import-untyped]
import jellyfish
import requests
from ask_sdk_core.skill_builder import SkillBuilder

from .greeting import Greeter

IMPORTED = (boto3, cachetools, dateutil.parser, jellyfish, requests)
# zoneinfo does not import tzdata before it is asked for.
ASKED_FOR = ZoneInfo("America/New_York")

builder = SkillBuilder()
builder.add_request_handler(Greeter())

handler = builder.lambda_handler()
