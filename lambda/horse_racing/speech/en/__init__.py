"""Every sentence the skill says, in American English; another language is another package like this one.

Answers are told and close the session; everything that asks ends with its question. No sentence here knows about the
feed, and no other module knows a sentence.
"""

from horse_racing.speech.en import day_answers, race_answers  # noqa: F401 - they register their kinds of answers
from horse_racing.speech.en.answers import told, told_tracks, welcome_back
from horse_racing.speech.en.prompts import (
    data_trouble,
    did_you_mean,
    forgotten,
    goodbye,
    help_asking,
    help_choosing,
    not_forgotten,
    not_set_up,
    not_understood,
    one_moment,
    own_trouble,
    remembering,
    track_chosen,
    unknown_track,
    welcome,
    what_to_ask,
    which_day,
    which_of,
    which_race,
    which_track,
    whose_track,
    yes_or_no,
)
from horse_racing.speech.en.words import number_heard

__all__ = [
    "data_trouble",
    "did_you_mean",
    "forgotten",
    "goodbye",
    "help_asking",
    "help_choosing",
    "not_forgotten",
    "not_set_up",
    "not_understood",
    "number_heard",
    "one_moment",
    "own_trouble",
    "remembering",
    "told",
    "told_tracks",
    "track_chosen",
    "unknown_track",
    "welcome",
    "welcome_back",
    "what_to_ask",
    "which_day",
    "which_of",
    "which_race",
    "which_track",
    "whose_track",
    "yes_or_no",
]
