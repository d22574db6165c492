"""The answers that no welcome needs, which `telling` imports when the first of them is told."""

from horse_racing.speech.en import (
    horse_answers,
    odds_answers,
    payout_answers,
    post_times,
    race_answers,
    race_details,
    racing_days,
    scratch_answers,
    stakes_answers,
    track_condition,
    tracks_answers,
)

# Imported, they have registered their answers.
__all__ = [
    "horse_answers",
    "odds_answers",
    "payout_answers",
    "post_times",
    "race_answers",
    "race_details",
    "racing_days",
    "scratch_answers",
    "stakes_answers",
    "track_condition",
    "tracks_answers",
]
