"""What the screens show in pictures and tests: as the skill would say it, of racing that is invented."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

Shown = dict[str, Any]  # what a document finds as `screen.properties`

NOW = datetime(2026, 11, 21, 18, 5, tzinfo=UTC)
CASES = ("typical", "longest", "empty", "many", "cancelled")

_TRACKS = ("Marmalade Downs", "Thistle Park", "Lantern Bay", "Copper Hollow", "Gosling Meadow", "Salt Pier")
_LONG_TRACK = "The Marchioness of Brindlecote Memorial Racecourse, Plover"  # 58 characters
_HORSES = ("Velvet Turnstile", "Parsnip Waltz", "Ferryman's Ledger", "Drizzle", "Quilted Umbrella", "Teacup Gazette")
_LONG_HORSE = "Widow's Lamplit Semaphore of the Corduroy Cartwheel (IRE)"
_PEOPLE = ("A. Quillmoor · B. Harrowfen", "C. Tamsward · D. Oakenshawe", "E. Pellerby · F. Gadswold", "")
_LONG_PEOPLE = "Celia-Hortensia Quillmoor-Fennimarsh, Jr. · Bartholomew Brindlecote-Underfell"
_KINDS = (
    "Maiden Claiming · 6 furlongs · Turf",
    "Allowance · 1 1/16 miles · Dirt",
    "Claiming · 5 1/2 furlongs · Dirt",
    "Starter Optional Claiming · 1 mile · Turf",
)
_LONG_KIND = "Starter Optional Claiming · 1 mile and 70 yards · All weather track · Fillies and mares"
_STAKES = {
    5: ("Lantern Ridge Stakes", "Grade 3"),
    9: ("Copper Cove Juvenile Stakes", "Grade 1"),
    7: ("Foxglove Mile", "Stakes"),
}
_LONG_STAKES = "The Hazel Lighthouse Juvenile Stakes presented by Oats &amp; Hay"
# As American tracks saddle them; those from the tenth on repeat here.
_CLOTHS = (
    ("1", "#d71920", "#ffffff"),
    ("2", "#ffffff", "#000000"),
    ("3", "#1c3fa0", "#ffffff"),
    ("4", "#ffd100", "#000000"),
    ("5", "#00693c", "#ffffff"),
    ("6", "#000000", "#ffd100"),
    ("7", "#f47b20", "#000000"),
    ("8", "#f7a6c4", "#000000"),
    ("9", "#40c4c9", "#000000"),
    ("10", "#5b2c83", "#ffffff"),
    ("11", "#8a8d8f", "#000000"),
    ("12", "#a4d233", "#000000"),
)
_LINES = ("5-2", "3-1", "9-2", "6-1", "8-1", "20-1")
_LONG_SENTENCE = (
    "There are fourteen races at The Marchioness of Brindlecote Memorial Racecourse today. The first is at 12:35 PM, "
    "the last at 6:58 PM. The next is race five, the Hazel Lighthouse Juvenile Stakes, a Grade 1 for two-year-olds, "
    "at 2:41 PM. I also know who runs, what they pay and who won."
)


def size_of(text: str) -> str:
    """Return the length class of a text, as the skill tells it."""
    return "short" if len(text) <= 16 else "medium" if len(text) <= 28 else "long"  # noqa: PLR2004 - the classes' own


def samples(screen: str) -> dict[str, Shown]:
    """Return what a screen shows in each of the cases."""
    return {case: _MAKERS[screen](case) for case in CASES}


def _frame(case: str, sentence: str, *, title: str = _TRACKS[0], subtitle: str = "Saturday, November 21") -> Shown:
    long = case == "longest"
    title = _LONG_TRACK if long else title
    return {
        "title": title,
        "size": size_of(title),
        "subtitle": f"{subtitle}, by the clock of the track" if long else subtitle,
        "sentence": _LONG_SENTENCE if long else sentence,
        "note": "As of 12:05 PM, and late by twenty minutes" if long else "As of 12:05 PM" if case == "many" else "",
        "hint": "Try “Alexa, "
        + ("ask Talk Horse Racing who's running in race five" if long else "who's running in race five")
        + "”",
    }


def _text(text: str, **more: object) -> Shown:
    return {"text": text, "size": size_of(text), "label": text, "touch": ["track", text], **more}


def _names(case: str, names: tuple[str, ...], long: str, usual: int) -> Iterator[str]:
    count = {"empty": 0, "many": 24}.get(case, usual)
    return islice(cycle((long, *names[:1]) if case == "longest" else names), count)


def _welcome(case: str) -> Shown:
    sentence = {
        "empty": "Which track would you like to hear about?",
        "cancelled": "All racing is cancelled at the six tracks that I know of. Which would you like to hear about?",
    }.get(case, "Welcome to Talk Horse Racing. Which track would you like to hear about?")
    frame = _frame(
        case, sentence, title="Talk Horse Racing", subtitle="" if case == "empty" else "Saturday, November 21"
    )
    return frame | {"items": [_text(name) for name in _names(case, _TRACKS, _LONG_TRACK, 6)]}


def _list(case: str) -> Shown:
    sentence = {
        "empty": "I found no stakes race at the tracks that I looked at, today or tomorrow.",
        "cancelled": "Three stakes races were to run today. All of them are cancelled.",
    }.get(case, "There are three stakes races today. The first is the Lantern Ridge Stakes at 2:41 PM.")
    names = tuple(name for name, _ in _STAKES.values())
    detail = {
        "cancelled": "Cancelled · Grade 1 · Race 9",
        "longest": f"Grade 1 · Race 9 · 4:15 PM · {_LONG_TRACK}",
    }.get(case, "Grade 1 · Race 9 · 4:15 PM")
    items = [_text(name, detail=detail) for name in _names(case, names, _LONG_STAKES, 3)]
    more = {"more": _text("More stakes races")} if case in {"longest", "many"} else {}
    return _frame(case, sentence, title="Stakes races") | {"items": items} | more


def _card(case: str) -> Shown:
    count = {"empty": 0, "many": 14, "longest": 6}.get(case, 9)
    sentence = {
        "empty": "There is no racing at Marmalade Downs today. The next day of racing there is Wednesday, November 25.",
        "cancelled": "All nine races at Marmalade Downs today are cancelled.",
    }.get(case, f"There are {count} races at Marmalade Downs today. The next is race five at 1:17 PM.")
    races = [_race(case, number) for number in range(1, count + 1)]
    times = {"now": _milliseconds(NOW), "minutesToPost": "min to post", "postNow": "At the post"}
    return _frame(case, sentence) | times | {"races": races}


def _race(case: str, number: int) -> Shown:
    """Return a race, of which the fifth is to run in twelve minutes, or the last but one where there are many."""
    post = NOW + timedelta(minutes=12 + 28 * (number - (12 if case == "many" else 5)))
    state = (
        "cancelled"
        if case == "cancelled"
        else "over"
        if post < NOW
        else "next"
        if post - NOW < timedelta(minutes=28)
        else "coming"
    )
    name, grade = _STAKES.get(number, ("", ""))
    if case == "longest":
        name, grade = _LONG_STAKES, "Grade 1, restricted"
    eastern = post - timedelta(hours=5)
    time = f"{eastern:%I:%M %p}".lstrip("0")
    state_text = {"cancelled": "Cancelled", "over": "Official", "next": "Next"}.get(state, "")
    return {
        "number": str(number),
        "time": time,
        "post": _milliseconds(post),
        "kind": _LONG_KIND if case == "longest" else _KINDS[number % len(_KINDS)],
        "name": name,
        "size": size_of(name),
        "grade": grade,
        "state": state,
        "stateText": state_text,
        "label": f"Race {number}, {time}, {state_text}",
        "touch": ["race", "MRD", "2026-11-21", number],
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _runner(case: str, index: int) -> Shown:
    number, cloth, ink = _CLOTHS[index % len(_CLOTHS)]
    scratched = case == "cancelled" or (case == "typical" and index == 3)  # noqa: PLR2004 - one of them, no matter which
    eligible = (case == "many" and index > 16) or (case == "longest" and index == 2)  # noqa: PLR2004 - as above
    horse = _LONG_HORSE if case == "longest" else _HORSES[index % len(_HORSES)]
    return {
        "number": number if index < len(_CLOTHS) else f"{number}A",
        "cloth": cloth,
        "ink": ink,
        "horse": horse,
        "size": size_of(horse),
        "people": _LONG_PEOPLE if case == "longest" else _PEOPLE[index % len(_PEOPLE)],
        "scratched": scratched,
        "note": "Scratched" if scratched else "Also eligible" if eligible else "",
        "line": "" if scratched else _LINES[index % len(_LINES)],
        "label": f"{number}, {horse}",
        "marked": index == 1 and not scratched,
    }


def _race_screen(case: str) -> Shown:
    sentence = {
        "empty": "The runners of race five at Marmalade Downs are not known yet.",
        "cancelled": "Race five at Marmalade Downs is cancelled.",
    }.get(case, "Six horses run in race five at Marmalade Downs. The favorite is Velvet Turnstile at five to two.")
    facts = ["6 furlongs", "Turf", "$25,000 Maiden Claiming", "Purse $40,000", "Fillies, 3-year-olds"]
    long_facts = [
        "1 mile and 70 yards, all weather track",
        "Fillies and mares, 3-year-olds and up, bred in the state",
        *facts,
    ]
    count = {"empty": 0, "many": 24}.get(case, 6)
    return _frame(case, sentence, subtitle="Race 5 · Saturday, November 21 · 1:17 PM") | {
        "facts": {"longest": long_facts, "empty": []}.get(case, facts),
        "lineTitle": "Morning line" if count else "",
        "runners": [_runner(case, index) for index in range(count)],
    }


def _results(case: str) -> Shown:
    sentence = {
        "empty": "The results of race five at Marmalade Downs are not in yet.",
        "cancelled": "Velvet Turnstile won race five at Marmalade Downs. All wagers on it are refunded.",
    }.get(case, "Velvet Turnstile won race five at Marmalade Downs and paid $8.40.")
    count, wagers = {"empty": (0, 0), "cancelled": (3, 0), "many": (6, 12)}.get(case, (3, 4))
    return _frame(case, sentence, subtitle="Race 5 · Saturday, November 21 · 1:17 PM") | {
        "payTitles": ["Win", "Place", "Show"],
        "finishers": [_finisher(case, index) for index in range(count)],
        "payoffs": list(islice(cycle(_payoffs(case)), wagers)),
    }


def _finisher(case: str, index: int) -> Shown:
    runner = _runner(case, index)
    pays = (["$8.40", "$4.20", "$3.00"], ["", "$5.60", "$3.80"], ["", "", "$2.20"])
    long_pays = ["$1,248.40", "$1,014.20", "$1,003.00"]
    return {name: runner[name] for name in ("number", "cloth", "ink", "horse", "size", "people", "label")} | {
        "position": ("1st", "2nd", "3rd", "4th", "5th", "6th")[index],
        "pays": long_pays if case == "longest" else pays[index] if index < len(pays) else ["", "", ""],
    }


def _payoffs(case: str) -> list[Shown]:
    if case == "longest":
        known = [("Grand Slam Consolation", "1/3/6, 2/5/7, ALL, 4/9/10A", "$1,204,567.89 for 50 cents")]
    else:
        known = [
            ("Exacta", "5-2", "$43.20 for $2"),
            ("Trifecta", "5-2-7", "$61.35 for 50 cents"),
            ("Superfecta", "5-2-7-1", "$88.02 for 10 cents"),
            ("Daily Double", "3-5", "$27.60 for $2"),
        ]
    return [
        {"wager": wager, "numbers": numbers, "amount": amount, "label": f"{wager}, {numbers}, {amount}"}
        for wager, numbers, amount in known
    ]


_MAKERS: Mapping[str, Any] = {
    "welcome": _welcome,
    "card": _card,
    "race": _race_screen,
    "results": _results,
    "list": _list,
}
SCREENS = tuple(_MAKERS)
