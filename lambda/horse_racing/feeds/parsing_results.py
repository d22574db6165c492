"""The JSON of results turned into what is official (race data, 3.3)."""

import re
from decimal import Decimal

from horse_racing.feeds.parsing_payoffs import payoffs_from
from horse_racing.feeds.parsing_races import condition_of, name_of
from horse_racing.feeds.reading import Json, day, integer, items, mapping, money, person, required_text, text
from horse_racing.racing.cards import Meet
from horse_racing.racing.errors import UnreadableError
from horse_racing.racing.results import Finisher, RaceResult, Results

# What `day_evening` says of an evening card.
_EVENING = "E"


def results_from(body: object, meet: Meet) -> Results:
    """Read the results of a meet; `races` is null while there are none. Raises `UnreadableError`."""
    sheet = mapping(body, "the results")
    if sheet.get("track_id") != meet.track_code or day(sheet.get("date"), "date") != meet.day:
        raise UnreadableError("the results are those of another meet")
    if "races" not in sheet:
        raise UnreadableError("races is missing")
    races = items(sheet["races"], "races") if sheet["races"] is not None else []
    results = tuple(_result_from(race) for race in races if race.get("runners") not in (None, []))
    if len({(result.is_evening, result.number) for result in results}) < len(results):
        raise UnreadableError("a race has two results")
    return Results(results)


def _result_from(race: Json) -> RaceResult:
    key = mapping(race.get("race_key"), "race_key")
    number = integer(key.get("race_number"))
    if number is None or number < 1:
        raise UnreadableError("a result has no race number")
    return RaceResult(
        number,
        _finishers_from(items(race["runners"], "runners")),
        _also_ran(race.get("also_ran")),
        is_evening=text(key.get("day_evening")).upper() == _EVENING,
        name=name_of(race),
        payoffs=payoffs_from(race.get("payoffs"), race.get("wager_types")),
        condition=condition_of(race.get("track_condition_description")),
        surface=text(race.get("surface_description")),
    )


def _finishers_from(runners: list[Json]) -> tuple[Finisher, ...]:
    """Read the first three, who stand in finishing order without a position; what was paid tells dead heats."""
    wins, places, shows = (
        [_payoff(runner.get(name)) for runner in runners] for name in ("win_payoff", "place_payoff", "show_payoff")
    )
    first = _winners(wins)
    positions = [1] * first + list(range(first + 1, len(runners) + 1))
    # A place is paid to the first two and a third one only where two were second; to show is the same one further.
    _tie(positions, 2, places)
    _tie(positions, 3, shows)
    paid = zip(wins, places, shows, strict=True)
    return tuple(map(_finisher_from, runners, positions, paid))


def _winners(wins: list[Decimal | None]) -> int:
    """Return how many of the first ones won: more than one with a payoff to win is a dead heat.

    Nobody has one where no wagers were taken. Raises `UnreadableError` when that cannot be told.
    """
    paid = [win is None or win > 0 for win in wins]
    first = next((place for place, is_paid in enumerate(paid) if not is_paid), len(paid))
    if first > 1 and None in wins[:first]:
        raise UnreadableError("it cannot be told whether there was a dead heat")
    if any(win and win > 0 for win in wins[max(1, first) :]):
        raise UnreadableError("the winner does not stand first")
    return max(1, first)


def _tie(positions: list[int], position: int, payoffs: list[Decimal | None]) -> None:
    """Give that position to all from there on who were paid for it, if they are more than without a dead heat.

    What cannot be read, and payoffs that do not go to the first ones, prove nothing.
    """
    if position not in positions or None in payoffs:
        return
    paid = sum(1 for payoff in payoffs if payoff)
    if paid > position and all(payoffs[:paid]):
        begins = positions.index(position)
        positions[begins:paid] = [position] * (paid - begins)


def _payoff(value: object) -> Decimal | None:
    """Read a payoff, None where it is no amount of money: nobody hears it, so the result stands without it."""
    try:
        return money(value, "a payoff")
    except UnreadableError:
        return None


def _finisher_from(
    runner: Json, position: int, paid: tuple[Decimal | None, Decimal | None, Decimal | None]
) -> Finisher:
    win, place, show = paid
    return Finisher(
        position=position,
        horse=required_text(text(runner.get("horse_name")), "the name of a finisher"),
        program_number=text(runner.get("program_number")),
        jockey=person(runner.get("jockey_first_name"), runner.get("jockey_last_name")),
        win=win,
        place=place,
        show=show,
    )


def _also_ran(value: object) -> tuple[str, ...]:
    """Read the rest of the field from a list or from a sentence: "X, Y and Z", "X  and   Y"."""
    if isinstance(value, str):
        sentence = re.sub(r"\s+", " ", value).strip()
        # Only an "and" after the last comma separates, and only the last one; any other belongs to a horse's name.
        head, _, tail = sentence.rpartition(" and ")
        value = sentence.split(",") if "," in tail else [*head.split(","), tail]
    names = [text(name) for name in value] if isinstance(value, list) else []
    return tuple(name for name in names if name)
