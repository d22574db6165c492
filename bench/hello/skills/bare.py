"""On ask-sdk-core alone."""

from ask_sdk_core.skill_builder import SkillBuilder

from .greeting import Greeter

builder = SkillBuilder()
builder.add_request_handler(Greeter())

handler = builder.lambda_handler()
