"""Every sentence the skill says, in American English; another language is another package like this one.

Answers are told and close the session; everything that asks ends with its question. No sentence here knows about the
feed, and no other module knows a sentence.
"""

from horse_racing.speech.en.answers import told
from horse_racing.speech.en.prompts import (
    data_trouble,
    goodbye,
    help_asking,
    help_choosing,
    not_set_up,
    not_understood,
    own_trouble,
    track_chosen,
    unknown_track,
    welcome,
    which_day,
    which_of,
    which_track,
)

__all__ = [
    "data_trouble",
    "goodbye",
    "help_asking",
    "help_choosing",
    "not_set_up",
    "not_understood",
    "own_trouble",
    "told",
    "track_chosen",
    "unknown_track",
    "welcome",
    "which_day",
    "which_of",
    "which_track",
]
