"""Every sentence the skill says, and all it understands, in American English.

Answers are told and close the session; everything that asks ends with its question. No sentence here knows about the
feed, and no other module knows a sentence.
"""

from typing import TYPE_CHECKING

from horse_racing.speech.en import (
    about,
    day_answers,
    heard,
    heard_days,
    helping,
    names,
    prompts,
    telling,
    troubles,
)
from horse_racing.speech.en.sounds import Sounds

if TYPE_CHECKING:
    from horse_racing.speech.en.written import Written

# Imported, they have registered the answers that `telling` tells.
__all__ = [
    "English",
    "day_answers",
]


class English:
    """A language: its public methods are what another one has to offer, as a class that inherits from this one."""

    # What is said.
    did_you_mean = staticmethod(prompts.did_you_mean)
    forgotten = staticmethod(prompts.forgotten)
    goodbye = staticmethod(prompts.goodbye)
    not_forgotten = staticmethod(prompts.not_forgotten)
    offered = staticmethod(prompts.offered)
    offering = staticmethod(prompts.offering)
    one_moment = staticmethod(prompts.one_moment)
    question = staticmethod(prompts.question)
    question_whether = staticmethod(prompts.question_whether)
    question_which_day = staticmethod(prompts.question_which_day)
    remembering = staticmethod(prompts.remembering)
    track_chosen = staticmethod(prompts.track_chosen)
    unknown_track = staticmethod(prompts.unknown_track)
    what_to_ask = staticmethod(prompts.what_to_ask)
    which_day = staticmethod(prompts.which_day)
    which_horse = staticmethod(prompts.which_horse)
    which_of = staticmethod(prompts.which_of)
    which_race = staticmethod(prompts.which_race)
    which_track = staticmethod(prompts.which_track)
    without_goodbye = staticmethod(prompts.without_goodbye)
    whose_track = staticmethod(prompts.whose_track)
    welcome = staticmethod(about.welcome)
    known_tracks = staticmethod(about.known_tracks)
    not_offered = staticmethod(about.not_offered)
    your_track = staticmethod(about.your_track)
    your_track_unread = staticmethod(about.your_track_unread)
    again = staticmethod(helping.again)
    given_up = staticmethod(helping.given_up)
    help_asking = staticmethod(helping.help_asking)
    help_choosing = staticmethod(helping.help_choosing)
    naming_ways_out = staticmethod(helping.naming_ways_out)
    not_understood = staticmethod(helping.not_understood)
    yes_or_no = staticmethod(helping.yes_or_no)
    told = staticmethod(telling.told)
    told_listed_only = staticmethod(telling.told_listed_only)
    welcome_back = staticmethod(telling.welcome_back)
    data_trouble = staticmethod(troubles.data_trouble)
    not_set_up = staticmethod(troubles.not_set_up)
    own_trouble = staticmethod(troubles.own_trouble)

    # What is understood.
    command_heard = staticmethod(heard.command_heard)
    grade_heard = staticmethod(heard.grade_heard)
    has_number = staticmethod(heard.has_number)
    is_no_name = staticmethod(heard.is_no_name)
    is_ordinal = staticmethod(heard.is_ordinal)
    names_heard = staticmethod(heard.names_heard)
    names_nothing = staticmethod(heard.names_nothing)
    position_heard = staticmethod(heard.position_heard)
    race_and_rest = staticmethod(heard.race_and_rest)
    races_heard = staticmethod(heard.races_heard)
    says_place = staticmethod(heard.says_place)
    says_race = staticmethod(heard.says_race)
    region_heard = staticmethod(heard.region_heard)
    several_heard = staticmethod(heard.several_heard)
    day_heard = staticmethod(heard_days.day_heard)
    day_number_heard = staticmethod(heard_days.day_number_heard)

    # Names as they are said, and the part of one that people say.
    horse_name = staticmethod(names.horse_name)
    race_title = staticmethod(names.race_title)
    name_core = staticmethod(names.name_core)

    # How a name sounds, to be compared with how another one does.
    sound = staticmethod(Sounds.of)

    @staticmethod
    def written() -> "type[Written]":
        """Return what stands on screens; what only a device with one needs is imported for the first of them."""
        from horse_racing.speech.en.written import Written  # noqa: PLC0415

        return Written

    @staticmethod
    def is_question(text: str) -> bool:
        """Tell whether a text ends with a question."""
        return text.endswith("?")
