"""The JSON of `/entries`: a card as the feed shows it at a given moment (race data, 3.2)."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from race_api import traps
from race_api.cards import Card, Race
from race_api.fields import Runner
from race_api.invented import Person
from race_api.meets import EASTERN
from race_api.weather import condition, has_begun, weather

LONDON = ZoneInfo("Europe/London")
FINISHED_AFTER = timedelta(minutes=3)  # after the post time, `has_finished` turns true
HAS_RESULTS_AFTER = timedelta(minutes=8)  # the flag lags behind the results themselves
ODDS_SHOWN_BEFORE = timedelta(minutes=45)
MTP_FINISHED = -999  # the feed's "minutes to post" of a race that has been run
_POOLS = (("WN", "WIN", 2), ("PL", "PLACE", 2), ("SH", "SHOW", 2), ("EX", "EXACTA", 1), ("TR", "TRIFECTA", 0.5))
_NOBODY = Person("", "", "", 0)


def entries(card: Card, now: datetime) -> dict[str, Any]:
    """Return the card's body of `/entries` as it reads at `now` (aware)."""
    return {
        **{key: card.meet.as_json()[key] for key in ("meet_id", "track_id", "track_name", "country", "date")},
        "weather": weather(card, now),
        "races": [_race(card, race, now) for race in card.races],
    }


def all_cancelled(body: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a body of `/entries` in which every race is cancelled."""
    return {**body, "races": [{**race, "is_cancelled": True} for race in body["races"]]}


def eastern_clock(post: datetime) -> str:
    """Return the post time on the Eastern clock: "4:30 PM"."""
    eastern = post.astimezone(EASTERN)
    return f"{eastern.hour % 12 or 12}:{eastern:%M %p}"


def _race(card: Card, race: Race, now: datetime) -> dict[str, Any]:
    meet = card.meet
    if meet.track_id in traps.LAST_RACE_BARE and race is card.races[-1]:
        return {
            "race_key": {"race_number": str(race.number)},
            "runners": [{"horse_name": runner.name, "program_number": runner.program} for runner in race.runners],
        }
    run = race.cancelled is not True
    finished = run and now >= race.post + FINISHED_AFTER
    chance = card.chance(race.number, "entries")
    return {
        "age_restriction": race.age[0],
        "age_restriction_description": race.age[1],
        "breed": "Thoroughbred",  # the feed says so even of quarter horses
        "changes": _changes(card, race),
        "course_type": race.surface.code,
        "course_type_class": race.surface.code,
        "distance_description": race.distance.description,
        "distance_unit": race.distance.unit,
        "distance_value": race.distance.value,
        "grade": race.grade,
        "handicapper_name": chance.choice((None, "A N Other")),
        "has_finished": finished,
        "has_results": run and now >= race.post + HAS_RESULTS_AFTER,
        "is_cancelled": race.cancelled,
        "max_claim_price": _money(meet.track_id, race.claim),
        "min_claim_price": _money(meet.track_id, race.lowest_claim),
        "mtp": MTP_FINISHED if finished else (race.post - now) // timedelta(minutes=1),
        "post_time": None if meet.track_id in traps.NO_POST_TIME else eastern_clock(race.post),
        "post_time_long": _post_time_long(card, race),
        "purse": _money(meet.track_id, race.purse),
        "race_class": race.race_class,
        "race_key": {"race_number": str(race.number), "day_evening": "E" if race.evening else "D"},
        "race_name": race.name,
        "race_pools": None if meet.track_id in traps.NO_POOLS else [_pool(race, *pool) for pool in _POOLS],
        "race_restriction": "",
        "race_restriction_description": None,
        "race_type": "" if meet.track_id in traps.UNTYPED_RACES else race.kind.code,
        "race_type_description": race.kind.description,
        "sex_restriction": race.sex[0],
        "sex_restriction_description": race.sex[1],
        "surface_description": race.surface.description,
        "time_zone": "E",  # the zone of `post_time`, not the track's
        "tote_track_id": "TBD" if meet.track_id == "TAM" else meet.track_id,
        "track_condition": _condition(card, race) if has_begun(card, now) else None,
        "track_name": meet.track_name,
        "runners": [_runner(card, race, runner, now) for runner in race.runners],
    }


def _condition(card: Card, race: Race) -> str:
    word, code = condition(card, race.surface)
    return code if card.meet.track_id in traps.CONDITION_CODES else word


def _money(track_id: str, amount: int) -> int | str:
    """Return an amount in US dollars as this track's cards write it: a number, or text at some."""
    return str(amount) if track_id in traps.MONEY_AS_TEXT else amount


def _post_time_long(card: Card, race: Race) -> str | None:
    """Return the post time in milliseconds: since the epoch, or since London's midnight (race data, 5.3)."""
    meet = card.meet
    if meet.track_id == traps.NO_EPOCH_RACE[0] and race.number == traps.NO_EPOCH_RACE[1]:
        return None
    seconds = race.post.timestamp()
    if traps.on_london_clock(meet.track_id, meet.day):
        seconds -= datetime.combine(meet.day, time(), LONDON).timestamp()
    return str(int(seconds) * 1000)


def _changes(card: Card, race: Race) -> list[dict[str, str]] | None:
    chance = card.chance(race.number, "changes")
    changes = [
        {"type": "S", "text": f"{runner.name}  scratched"}
        for runner in race.runners
        if runner.scratch == "Y" and runner.program
    ]
    rider = race.order[-1].jockey
    if rider and chance.random() < 0.3:  # noqa: PLR2004 - a rider change in about three races of ten
        changes.append({"type": "J", "text": f"{race.order[-1].name}  jockey changed to {rider.alias}"})
    return changes or chance.choice((None, [], [{"type": "", "text": "No Changes"}]))


def _pool(race: Race, code: str, name: str, minimum: float) -> dict[str, Any]:
    return {
        "maximum_wager_amount": None,
        "minimum_box_amount": 1,
        "minimum_wager_amount": minimum,
        "minimum_wheel_amount": 1,
        "pool_code": code,
        "pool_name": name,
        "race_list": str(race.number),
    }


def _runner(card: Card, race: Race, runner: Runner, now: datetime) -> dict[str, Any]:
    track_id = card.meet.track_id
    gone = runner.scratch == "Y" and not runner.program  # shown as after the day (race data, 5.5)
    odds_out = runner.runs and now >= race.post - ODDS_SHOWN_BEFORE and track_id not in traps.NO_LIVE_ODDS
    stripped = "".join(filter(str.isdigit, runner.program))
    return {
        "claiming": _money(track_id, race.claim),
        "coupled_type": runner.coupled,
        "dam_name": runner.dam,
        "dam_sire_name": runner.dam_sire,
        "sire_name": runner.sire,
        "description": "",
        "equipment": runner.equipment,
        "handicapper_name": None,
        "horse_data_pools": None if track_id in traps.NO_POOLS else _horse_pools(runner, odds_out=odds_out),
        "horse_name": runner.name,
        "jockey": runner.jockey and _person(runner.jockey, "jky", "JE", "SCRATCHED" if gone else runner.jockey.alias),
        "live_odds": _odds(track_id, runner.live_odds) if odds_out else None,
        "medication": "L",
        "morning_line_odds": None if track_id in traps.NO_MORNING_LINES else _odds(track_id, runner.morning_line),
        "post_pos": runner.post_position,
        "program_number": runner.program,
        "program_number_stripped": int(stripped) if stripped else -1,
        "registration_number": runner.registration,
        "scratch_indicator": runner.scratch,
        "trainer": None
        if track_id in traps.NO_TRAINERS
        else _person(_NOBODY if gone else runner.trainer, "trn", "TE", None),
        "weight": "0" if gone else runner.weight,
    }


def _odds(track_id: str, odds: str) -> str:
    return odds.replace("-", "/") if track_id in traps.ODDS_WITH_SLASH else odds


def _horse_pools(runner: Runner, *, odds_out: bool) -> list[dict[str, str]]:
    return [
        {
            "pool_type_name": name,
            "amount": f"{int(runner.registration) % 9000}.00" if odds_out and name == "WIN" else "0.00",
            "fractional_odds": runner.live_odds if odds_out and name == "WIN" else "",
            "dollar": "0.00",
        }
        for name in ("WIN", "PLACE", "SHOW")
    ]


def _person(person: Person, prefix: str, kind: str, alias: str | None) -> dict[str, str | None]:
    return {
        "id": f"{prefix}_na_{person.number}",
        "alias": alias,
        "first_name": person.first,
        "first_name_initial": person.first[:1],
        "last_name": person.last,
        "middle_name": person.middle,
        "type": kind,
    }
