"""Every sentence the skill says, in American English; another language is another package like this one.

Answers are told and close the session; everything that asks ends with its question. No sentence here knows about the
feed, and no other module knows a sentence.
"""

from horse_racing.speech.en import day_answers, race_answers  # noqa: F401 - they register their kinds of answers
from horse_racing.speech.en.heard import (
    command_heard,
    has_number,
    is_no_name,
    is_ordinal,
    names_heard,
    position_heard,
    race_and_rest,
    races_heard,
    says_race,
    several_heard,
)
from horse_racing.speech.en.heard_days import day_heard, day_number_heard
from horse_racing.speech.en.helping import (
    again,
    given_up,
    help_asking,
    help_choosing,
    naming_ways_out,
    not_understood,
    yes_or_no,
)
from horse_racing.speech.en.prompts import (
    did_you_mean,
    forgotten,
    goodbye,
    not_forgotten,
    offering,
    one_moment,
    question,
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
)
from horse_racing.speech.en.telling import told, told_listed_only, told_tracks, welcome_back
from horse_racing.speech.en.troubles import data_trouble, not_set_up, own_trouble
from horse_racing.speech.en.words import race

__all__ = [
    "again",
    "command_heard",
    "data_trouble",
    "day_heard",
    "day_number_heard",
    "did_you_mean",
    "forgotten",
    "given_up",
    "goodbye",
    "has_number",
    "help_asking",
    "help_choosing",
    "is_no_name",
    "is_ordinal",
    "names_heard",
    "naming_ways_out",
    "not_forgotten",
    "not_set_up",
    "not_understood",
    "offering",
    "one_moment",
    "own_trouble",
    "position_heard",
    "question",
    "race",
    "race_and_rest",
    "races_heard",
    "remembering",
    "says_race",
    "several_heard",
    "told",
    "told_listed_only",
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
