"""The JSON of `/results`: the races run so far, with the feed's own field names and faults (race data, 3.3)."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from race_api import traps
from race_api.cards import Card, Race
from race_api.entries import eastern_clock
from race_api.fields import Runner
from race_api.invented import Person
from race_api.meets import EASTERN
from race_api.payoffs import payoffs, wager_types, win_place_show
from race_api.weather import condition, weather_of_results

POSTED_AFTER = timedelta(minutes=5)  # after the post time, the results are out
CENTRAL = ZoneInfo("America/Chicago")
NOON = 12  # o'clock
PLACED = 3  # the feed names the first three and lumps the others together


def results(card: Card, now: datetime) -> dict[str, Any]:
    """Return the card's body of `/results` as it reads at `now` (aware); `races` is null before the first result."""
    posted = [race for race in card.races if race.cancelled is not True and now >= race.post + POSTED_AFTER]
    return {
        **{key: card.meet.as_json()[key] for key in ("meet_id", "track_id", "track_name", "country", "date")},
        "weather": weather_of_results(card) if posted else None,
        "races": [_race(card, race) for race in posted] or None,
    }


def _race(card: Card, race: Race) -> dict[str, Any]:
    track_id = card.meet.track_id
    central = track_id in traps.CENTRAL_RESULTS
    # At a Central track the local clock is read as if it were Eastern: an hour early.
    shown_post = race.post.astimezone(CENTRAL).replace(tzinfo=EASTERN) if central else race.post
    return {
        "age_restriction": race.age[0],
        "age_restriction_description": race.age[1],
        "also_ran": _also_ran(race),
        "breed": "Thoroughbred",
        "distance_description": race.distance.description,
        "distance_unit": race.distance.unit,
        "distance_value": race.distance.value,
        "fraction": _fractions(card.chance(race.number, "results")),
        "grade": race.grade,
        "maximum_claim_price": f"{race.claim}.0000",
        "minimum_claim_price": f"{race.lowest_claim:,}",
        "off_time": _off_time(race.post),
        "post_time": eastern_clock(race.post),
        "post_time_long": _milliseconds(shown_post),
        "payoffs": payoffs(card, race),
        "race_class": race.race_class,
        "race_key": {"race_number": str(race.number), "day_evening": "E" if race.evening else "D"},
        "race_name": race.name,
        "race_restriction": "",
        "race_restriction_description": "",
        "race_type": "" if track_id in traps.UNTYPED_RACES else race.kind.code,
        "race_type_description": race.kind.description,
        "runners": _placed(card, race),
        "scratches": [runner.name for runner in race.runners if runner.scratch == "Y"],
        "sex_restriction": race.sex[0],
        "sex_restriction_description": race.sex[1],
        "surface": race.surface.code,
        "surface_description": race.surface.description,
        "time_zone": "C" if central else "E",
        "total_purse": f"{race.purse:,}",
        "track_condition_description": condition(card, race.surface).description,
        "track_name": card.meet.track_name.upper(),
        "wager_types": wager_types(card, race),
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * 1000


def _off_time(post: datetime) -> int:
    """Return the off as the feed has it, in epoch milliseconds: the Eastern "1:22 PM" read without its PM."""
    off = post.astimezone(EASTERN) + timedelta(minutes=2)
    return _milliseconds(off.replace(hour=off.hour % NOON or NOON))


def _also_ran(race: Race) -> str | list[str] | None:
    """Return the unplaced horses in one of the three forms that occur."""
    names = [runner.name for runner in race.order[PLACED:]]
    if race.number % 3 == 0:
        return None
    if race.number % 2:
        return names
    if len(names) == 2:  # noqa: PLR2004 - a pair is written without a comma
        return "  and   ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _placed(card: Card, race: Race) -> list[dict[str, Any]]:
    """Return the first three in finishing order; more than one of them has a win payoff after a dead heat."""
    chance = card.chance(race.number, "win, place and show")
    return [
        _runner(runner, *win_place_show(chance, race, position)) for position, runner in enumerate(race.order[:PLACED])
    ]


def _runner(runner: Runner, win: float, place: float, show: float) -> dict[str, Any]:
    jockey = runner.jockey or Person("", "", "", 0)
    return {
        "breeder_name": "Example Farm",
        "horse_name": runner.name,
        "jockey_first_name": jockey.first,
        "jockey_first_name_initial": jockey.first[:1],
        "jockey_last_name": jockey.last,
        "owner_first_name": "",
        "owner_last_name": f"{runner.trainer.last} Stable",
        "place_payoff": place,
        "program_number": runner.program,
        "program_number_stripped": int("".join(filter(str.isdigit, runner.program)) or -1),
        "show_payoff": show,
        "sire_name": runner.sire,
        "trainer_first_name": runner.trainer.first,
        "trainer_last_name": runner.trainer.last,
        "weight_carried": runner.weight,
        "win_payoff": win,
    }


def _fractions(chance: Random) -> dict[str, Any]:
    quarter = chance.randint(22_000, 24_500)  # milliseconds
    winning = quarter * 3 + chance.randint(0, 3000)
    missing = dict.fromkeys(f"fraction_{number}" for number in range(2, 6))
    return {"fraction_1": _time(quarter), **missing, "winning_time": _time(winning)}


def _time(milliseconds: int) -> dict[str, Any]:
    minutes, rest = divmod(milliseconds, 60_000)
    seconds, rest = divmod(rest, 1000)
    fifths = rest // 200
    shown = f"{minutes or ''}:{seconds:02d}"
    return {
        "minutes": minutes,
        "seconds": seconds,
        "hundredths": rest // 10,
        "milliseconds": rest,
        "fifths": fifths,
        "str_fifths": "",
        "time_in_fifths": f"{shown}<sup>{fifths}</sup>" if fifths else shown,
        "time_in_hundredths": f"{shown}.{rest // 10:02d}",
    }
