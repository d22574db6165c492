"""The JSON of results turned into what is official (race data, 3.3)."""

import re
from decimal import Decimal

from horse_racing.feeds.reading import Json, day, integer, items, mapping, money, person, required_text, text
from horse_racing.racing.cards import Meet
from horse_racing.racing.errors import UnreadableError
from horse_racing.racing.results import Finisher, RaceResult, Results


def results_from(body: object, meet: Meet) -> Results:
    """Read the results of a meet; `races` is null while there are none. Raises `UnreadableError`."""
    sheet = mapping(body, "the results")
    if sheet.get("track_id") != meet.track_code or day(sheet.get("date"), "date") != meet.day:
        raise UnreadableError("the results are those of another meet")
    if "races" not in sheet:
        raise UnreadableError("races is missing")
    races = items(sheet["races"], "races") if sheet["races"] is not None else []
    results = tuple(_result_from(race) for race in races if race.get("runners") not in (None, []))
    if len({result.number for result in results}) < len(results):
        raise UnreadableError("a race has two results")
    return Results(results)


def _result_from(race: Json) -> RaceResult:
    number = integer(mapping(race.get("race_key"), "race_key").get("race_number"))
    if number is None or number < 1:
        raise UnreadableError("a result has no race number")
    return RaceResult(number, _finishers_from(items(race["runners"], "runners")), _also_ran(race.get("also_ran")))


def _finishers_from(runners: list[Json]) -> tuple[Finisher, ...]:
    """Read the first three, who stand in finishing order without a position.

    More than one of them with a payoff to win is a dead heat; nobody with one happens where no wagers were taken.
    """
    wins = [money(runner.get("win_payoff"), "win_payoff") for runner in runners]
    first = max(1, sum(win > 0 for win in wins))
    if any(win > 0 for win in wins[first:]):
        raise UnreadableError("the winner does not stand first")
    return tuple(
        _finisher_from(runner, 1 if place <= first else place, win)
        for place, (runner, win) in enumerate(zip(runners, wins, strict=True), start=1)
    )


def _finisher_from(runner: Json, position: int, win: Decimal) -> Finisher:
    return Finisher(
        position=position,
        horse=required_text(text(runner.get("horse_name")), "the name of a finisher"),
        program_number=text(runner.get("program_number")),
        jockey=person(runner.get("jockey_first_name"), runner.get("jockey_last_name")),
        win=win,
        place=money(runner.get("place_payoff"), "place_payoff"),
        show=money(runner.get("show_payoff"), "show_payoff"),
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
