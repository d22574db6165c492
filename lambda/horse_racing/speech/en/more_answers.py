"""The answers to what is not asked every day, which `telling` imports when the first of them is told."""

from horse_racing.speech.en import (
    horse_answers,
    odds_answers,
    payout_answers,
    post_times,
    race_details,
    racing_days,
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
    "race_details",
    "racing_days",
    "stakes_answers",
    "track_condition",
    "tracks_answers",
]
