"""Whatever the feed sends and whatever the cache holds: an answer or a `RaceDataError`, never another exception."""

import json
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from horse_racing.feeds.freshness import ResourceKind
from horse_racing.feeds.parsing import card_from, meets_from
from horse_racing.feeds.parsing_results import results_from
from horse_racing.feeds.post_times import post_time
from horse_racing.feeds.stored import GarbageError, Value, packed, unpacked
from horse_racing.racing.answers import RaceCount, TrackAnswer
from horse_racing.racing.card_questions import next_race, next_stakes
from horse_racing.racing.cards import Card, Entry, Listing, Meet, Odds, Race, RiderChange, Runner, Weather
from horse_racing.racing.errors import RaceDataError, UnreadableError
from horse_racing.racing.inquiry import Inquiry
from horse_racing.racing.race_count import how_many_races
from horse_racing.racing.results import Finisher, Payoff, RaceResult, Results
from horse_racing.speech.en import English
from horse_racing.speech.spoken import Hearing
from race_api.meets import Meet as ListedMeet
from race_api.office import RacingOffice
from race_api.queries import MeetsQuery
from race_api.trap_calendar import trap_calendar
from tests.support.fakes import CATALOGUE, SATURDAY, TAMPA, FakeSource, far_deadline

en = English()

# The same examples on every run and on every machine; slow ones are no failure.
REPEATABLE = settings(derandomize=True, deadline=None, max_examples=100)

EASTERN = ZoneInfo("America/New_York")
# While the card of Tampa Bay Downs is being run.
NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
MEET = Meet("TAM_1", "TAM", "Tampa Bay Downs", SATURDAY)
OFFICE = RacingOffice("talk horse racing", lambda: NOW, trap_calendar)
LISTED = ListedMeet("TAM", "Tampa Bay Downs", "USA", SATURDAY)

# What a single value may turn into: anything JSON has, and texts and numbers nobody expects.
ODD_TEXTS = (
    *("", " ", "\x00\x07\x1b[2J", "\ud800", "\u202e\ufeff", "\u0663", "null", "<break time='1h'/>", "]]>&amp;</speak>"),
    *("1", "-1", "9" * 18, "9" * 30, "STK", "G1 ", "Race 5", "12:30 AM", "2026-11-21", "0001-01-01", "9999-12-31"),
    *("x" * 10_000, "and " * 2_500, " presented by" * 1_000),
)
ODD_NUMBERS = (
    *(0, -1, 1, 7, -999, 10**11, 2 * 86_400_000, 2**63, 10**400, -(10**400)),
    *(0.5, -0.0, 1e308, float("inf"), float("-inf"), float("nan")),
)
INSTANTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
# With lone surrogates, which JSON can write and UTF-8 cannot.
TEXTS = st.text(st.characters(), max_size=12) | st.sampled_from(ODD_TEXTS)
NUMBERS = st.integers() | st.floats() | st.sampled_from(ODD_NUMBERS)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
# What the skill reads of a body.
FIELDS = (
    *("meets", "date", "meet_id", "track_id", "track_name", "races", "race_key", "race_number", "day_evening", "mtp"),
    *("post_time", "post_time_long", "race_name", "race_class", "race_type", "race_type_description", "grade"),
    *("is_cancelled", "has_finished", "runners", "horse_name", "program_number", "jockey", "first_name", "last_name"),
    *("alias", "scratch_indicator", "also_ran", "win_payoff", "place_payoff", "show_payoff", "jockey_first_name"),
    *("jockey_last_name", "weather", "forecast_high", "current_weather_description", "changes", "type", "text"),
    *("purse", "min_claim_price", "distance_description", "track_condition", "morning_line_odds", "live_odds"),
    *("trainer", "payoffs", "wager_types", "wager_name", "wager_type", "payoff_amount", "base_amount"),
    *("winning_numbers", "track_condition_description", "surface_description"),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(FIELDS) | TEXTS, inner, max_size=4),
    max_leaves=12,
)

LISTING: Any = {"meets": OFFICE.listing(MeetsQuery(SATURDAY, SATURDAY, 50, 0))[:4], "limit": 50, "skip": 0}
ENTRIES: Any = OFFICE.entries_of(LISTED)
RESULTS: Any = OFFICE.results_of(LISTED)
# A few races with a few runners are enough to be told apart, and small enough to be tried often.
for body in (ENTRIES, RESULTS):
    body["races"] = [race | {"runners": race["runners"][:4]} for race in body["races"][:5]]


def places_in(value: Any) -> Iterator[tuple[str, Any, Any]]:
    """Every value in a body: the name of its field ("" in a list), and its container and key."""
    slots: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        slots = [(name, name) for name in value]
    elif isinstance(value, list):
        slots = [("", index) for index in range(len(value))]
    for name, key in slots:
        yield name, value, key
        yield from places_in(value[key])


@st.composite
def damaged(draw: st.DrawFn, sound: str) -> Any:
    """A sound body with a few values changed, left out, repeated or added; mostly such as somebody reads."""
    body = deepcopy(SOUND[sound])
    for _ in range(draw(st.integers(1, 5))):
        places = list(places_in(body))
        names = {name for name, _, _ in places}
        read = [name for name in (*FIELDS, "") if name in names]
        name = draw(st.sampled_from(read or sorted(names)) | st.sampled_from(sorted(names)))
        alike = [(container, key) for found, container, key in places if found == name]
        container, key = draw(st.sampled_from(alike))
        match draw(st.sampled_from(["change", "change all", "copy", "drop", "add"])):
            case "change":
                container[key] = draw(ANYTHING)
            case "change all":
                value = draw(SCALARS)
                for found, there in alike:
                    found[there] = value
            case "copy":
                other, there = draw(st.sampled_from(alike))
                container[key] = deepcopy(other[there])
            case "drop":
                del container[key]
            case "add" if isinstance(container, dict):
                container[draw(TEXTS)] = draw(ANYTHING)
            case _:
                container.append(deepcopy(container[key]))
        if not body:
            break
    return body


def listing_from(body: Any) -> Listing:
    return Listing(SATURDAY, tuple(meets_from(body)))


def entries_from(body: Any) -> Card:
    return card_from(body, MEET, NOW)


def official_from(body: Any) -> Results:
    return results_from(body, MEET)


UNDERSTOOD: dict[str, Value] = {
    "listing": listing_from(LISTING),
    "entries": entries_from(ENTRIES),
    "results": official_from(RESULTS),
}
KEPT_BODIES = {f"kept {name}": json.loads(zlib.decompress(packed("a", value)))[1] for name, value in UNDERSTOOD.items()}
SOUND: dict[str, Any] = {"listing": LISTING, "entries": ENTRIES, "results": RESULTS, **KEPT_BODIES}


def test_what_is_going_to_be_damaged_is_sound() -> None:
    assert len(listing_from(LISTING).meets) == 4
    assert len(entries_from(ENTRIES).races) == 5
    assert len(official_from(RESULTS).races) > 2


@pytest.mark.parametrize("read", [listing_from, entries_from, official_from])
@REPEATABLE
@given(body=ANYTHING)
def test_any_json_is_read_or_refused(read: Callable[[Any], object], body: Any) -> None:
    with suppress(UnreadableError):
        read(body)


def with_races(**fields: Any) -> Any:
    """The entries with the same values in all of their races."""
    return ENTRIES | {"races": [race | fields for race in ENTRIES["races"]]}


NOWHERE: dict[str, Any] = dict.fromkeys(("mtp", "post_time", "post_time_long"))
FACELESS = with_races(**NOWHERE, race_key={})


@REPEATABLE
@given(body=damaged("listing"))
@example(body={"meets": [LISTING["meets"][0] | {"meet_id": "\ud800"}]})
@example(body={"meets": [LISTING["meets"][0] | {"track_name": "\x07"}]})
def test_a_damaged_listing_is_read_or_refused_and_its_meets_can_be_asked_for(body: Any) -> None:
    try:
        meets = meets_from(body)
    except UnreadableError:
        return
    assert body["meets"] is None or (len(meets) <= len(body["meets"]) and bool(meets) == bool(body["meets"]))
    for meet in meets:
        assert meet.track_name
        assert meet.meet_id.encode()
        assert unpacked("a", ResourceKind.LISTING, packed("a", Listing(meet.day, (meet,)))) == Listing(
            meet.day, (meet,)
        )


@REPEATABLE
@given(body=damaged("results"))
def test_damaged_results_are_read_or_refused_and_can_be_told(body: Any) -> None:
    try:
        results = results_from(body, MEET)
    except UnreadableError:
        return
    for result in results.races:
        assert result.number > 0
        assert result.winners
        for finisher in result.finishers:
            payoffs = (finisher.win, finisher.place, finisher.show)
            assert all(payoff is None or (payoff >= 0 and len(f"{payoff:.2f}") < 20) for payoff in payoffs)
        assert all(payoff.wager and 0 < payoff.amount < 10**9 for payoff in result.payoffs)
        assert all(len(text) <= 120 for payoff in result.payoffs for text in (payoff.wager, payoff.numbers))
    assert unpacked("a", ResourceKind.RESULTS, packed("a", results)) == results


@settings(REPEATABLE, max_examples=200)
@given(body=damaged("entries"))
@example(body=FACELESS)
@example(body=with_races(**NOWHERE))
def test_a_damaged_card_is_refused_or_every_question_about_it_has_an_answer_that_can_be_said(body: Any) -> None:
    try:
        card = card_from(body, MEET, NOW)
    except UnreadableError:
        return
    assert len(card.races) == len(body["races"])
    assert unpacked("a", ResourceKind.CARD, packed("a", card)) == card
    assert all(race.number is None or 0 < race.number < 10**18 for race in card.races)
    for race in card.races:
        assert all(money is None or 0 < money < 10**9 for money in (race.purse, race.min_claim, race.max_claim))
        assert all(change.horse for change in race.rider_changes)
    for as_of in (None, NOW - timedelta(minutes=10)):
        source = FakeSource({("TAM", SATURDAY): card.races}, as_of=as_of)
        ask = Inquiry(source, CATALOGUE, TAMPA, NOW, far_deadline())
        # The next race has no sentences of its own yet.
        answered_or_refused(next_race, ask)
        for question in (lambda ask: how_many_races(ask, None), next_stakes):
            if answer := answered_or_refused(question, ask):
                said(answer)
            if isinstance(answer, RaceCount):
                assert answer.count + answer.cancelled == len(card.races)


def answered_or_refused(question: Callable[[Inquiry], TrackAnswer], ask: Inquiry) -> TrackAnswer | None:
    try:
        answer = question(ask)
    except RaceDataError:
        return None
    assert isinstance(answer, TrackAnswer)
    return answer


def said(answer: TrackAnswer) -> None:
    ssml = en.told(answer, Hearing(NOW)).speech.ssml()
    root = ET.fromstring(ssml)  # noqa: S314 - our own output, and that it parses is the point
    assert (root.tag, list(root)) == ("speak", [])
    assert len(ssml) < 8000, "Alexa takes no more"


def test_a_number_written_in_two_ways_is_the_same_race_twice() -> None:
    twice = [ENTRIES["races"][0] | {"race_key": {"race_number": number}} for number in ("1", 1)]
    with pytest.raises(UnreadableError):
        entries_from(ENTRIES | {"races": twice})


def nested(depth: int) -> Any:
    inner: Any = []
    for _ in range(depth):
        inner = [inner]
    return inner


@pytest.mark.parametrize(
    "number", [nested(10_000), 10**400, -1e300, float("nan")], ids=["deep", "large", "negative", "no number"]
)
def test_what_is_too_large_or_too_deep_to_be_counted_is_no_number(number: Any) -> None:
    assert entries_from(with_races(race_key={"race_number": number})).races[0].number is None


@settings(REPEATABLE, max_examples=300)
@given(
    day=st.dates() | st.dates(date(2025, 1, 1), date(2027, 12, 31)) | st.sampled_from([date.min, date.max]),
    milliseconds=st.none() | st.integers() | st.integers(0, 2 * 86_400_000) | st.integers(10**11, 10**14),
    clock=st.text() | st.from_regex(r"(0?[1-9]|1[0-2]):[0-5]\d\s*[AaPp]\.?M\.?", fullmatch=True),
    minutes=st.none() | st.integers() | st.integers(-999, 2000),
    fetched=INSTANTS,
)
def test_a_post_time_is_none_or_an_instant_within_a_day_of_the_race_date(
    day: date, milliseconds: int | None, clock: str, minutes: int | None, fetched: datetime
) -> None:
    found = post_time(day, milliseconds, clock, minutes, fetched)
    if found is None:
        return
    assert found.tzinfo is UTC
    assert abs(found.astimezone(EASTERN).date() - day) <= timedelta(days=1)
    assert found.microsecond == 0


WORDS = st.text(max_size=20)
ODDS = st.none() | st.builds(Odds, st.integers(1, 99), st.integers(1, 99))
PEOPLE = st.builds(Runner, WORDS, WORDS, WORDS, st.sampled_from(Entry), WORDS, ODDS, ODDS)
AMOUNTS = st.none() | st.integers()
RACES = st.builds(
    Race,
    st.none() | st.integers(),
    st.none() | INSTANTS,
    WORDS,
    st.booleans(),
    st.none() | st.integers(1, 3),
    st.booleans(),
    st.booleans(),
    st.lists(PEOPLE, max_size=3).map(tuple),
    *(WORDS, WORDS, WORDS),
    *(AMOUNTS, AMOUNTS, AMOUNTS),
    *(WORDS, WORDS, WORDS),
    st.lists(st.builds(RiderChange, WORDS, WORDS), max_size=2).map(tuple),
)
WEATHER = st.none() | st.builds(Weather, WORDS, WORDS, AMOUNTS, AMOUNTS)
MEETS = st.lists(st.builds(Meet, WORDS, WORDS, WORDS, st.just(SATURDAY)), max_size=4).map(tuple)
DOLLARS = st.decimals(allow_nan=False, allow_infinity=False)
FINISHERS = st.builds(Finisher, st.integers(1, 3), WORDS, WORDS, WORDS, DOLLARS, DOLLARS, DOLLARS)
PAYOFFS = st.builds(Payoff, WORDS, WORDS, DOLLARS, st.none() | DOLLARS)
SHEETS = st.builds(
    RaceResult,
    st.integers(),
    st.lists(FINISHERS, max_size=3).map(tuple),
    st.lists(WORDS, max_size=3).map(tuple),
    st.booleans(),
    WORDS,
    st.lists(PAYOFFS, max_size=3).map(tuple),
    WORDS,
    WORDS,
)
KEPT: st.SearchStrategy[tuple[ResourceKind, Value]] = st.one_of(
    st.tuples(
        st.just(ResourceKind.LISTING),
        st.builds(lambda day, meets: Listing(day, tuple(replace(meet, day=day) for meet in meets)), st.dates(), MEETS),
    ),
    st.tuples(st.just(ResourceKind.CARD), st.builds(Card, st.lists(RACES, max_size=4).map(tuple), st.none(), WEATHER)),
    st.tuples(st.just(ResourceKind.RESULTS), st.builds(Results, st.lists(SHEETS, max_size=4).map(tuple))),
)


@REPEATABLE
@given(kept=KEPT)
def test_what_is_put_into_the_cache_comes_out_of_it(kept: tuple[ResourceKind, Value]) -> None:
    kind, value = kept
    assert unpacked("a", kind, packed("a", value)) == value


def zipped(plain: Any) -> bytes:
    return zlib.compress(json.dumps(plain).encode())


@REPEATABLE
@given(
    kind=st.sampled_from(ResourceKind),
    content=st.binary()
    | st.binary().map(zlib.compress)
    | ANYTHING.map(zipped)
    | st.one_of([damaged(name).map(zipped) for name in KEPT_BODIES])
    | KEPT.map(lambda kept: packed("b", kept[1]))
    | KEPT.map(lambda kept: packed("a", kept[1])[:-5]),
)
def test_what_else_the_cache_may_hold_is_garbage(kind: ResourceKind, content: bytes) -> None:
    with pytest.raises(GarbageError):
        unpacked("a", kind, content)


@settings(REPEATABLE, max_examples=300)
@given(plain=st.one_of([damaged(name) for name in KEPT_BODIES]) | ANYTHING, kind=st.sampled_from(ResourceKind))
def test_what_bears_the_right_name_is_garbage_or_just_what_would_be_kept_of_it(plain: Any, kind: ResourceKind) -> None:
    try:
        value = unpacked("a", kind, zipped(["a", plain]))
    except GarbageError:
        return
    assert unpacked("a", kind, packed("a", value)) == value
    assert len(str(value)) < 10**6
    match value:
        case Listing():
            assert all(isinstance(text, str) for meet in value.meets for text in (meet.meet_id, meet.track_name))
        case Card():
            assert all(type(race.number) in {int, type(None)} for race in value.races)
            assert all(type(race.is_stakes) is bool for race in value.races)
            assert all(isinstance(runner.horse, str) for race in value.races for runner in race.runners)
        case Results():
            assert all(type(result.number) is int for result in value.races)
            assert all(type(one.position) is int for result in value.races for one in result.finishers)


# What is kept of a card, results and a listing, with a place in it and what must not stand there.
FIELD = {
    facts: {field.name: place for place, field in enumerate(fields(facts))} for facts in (Race, Runner, RaceResult)
}
RACE, RUNNER, RESULT = FIELD[Race], FIELD[Runner], FIELD[RaceResult]
FIRST_RUNNER = (0, 0, RACE["runners"], 0)


@pytest.mark.parametrize(
    ("kind", "place", "wrong"),
    [
        *((ResourceKind.CARD, (0, 0, RACE["number"]), wrong) for wrong in ("1", True, 1.0)),
        *((ResourceKind.CARD, (0, 0, RACE["post_time"]), wrong) for wrong in (-1, 99999999999999)),
        (ResourceKind.CARD, (0, 0, RACE["grade"]), "3"),
        (ResourceKind.CARD, (0, 0, RACE["is_stakes"]), 1),
        (ResourceKind.CARD, (0, 0, RACE["name"]), ["name"]),
        (ResourceKind.CARD, (0, 0, RACE["purse"]), "14000"),
        (ResourceKind.CARD, (0, 0, RACE["condition"]), None),
        (ResourceKind.CARD, (0, 0, RACE["rider_changes"]), [["Horse"]]),
        (ResourceKind.CARD, (0, 0, RACE["rider_changes"]), None),
        (ResourceKind.CARD, (0, 0), [1, None, "", True, None, False, False, []]),
        (ResourceKind.CARD, (*FIRST_RUNNER, RUNNER["entry"]), "?"),
        *(
            (ResourceKind.CARD, (*FIRST_RUNNER, RUNNER["live_odds"]), wrong)
            for wrong in ("5-2", [5], [0, 1], [5, True])
        ),
        (ResourceKind.CARD, FIRST_RUNNER, ["Horse", "1", "", "N"]),
        *((ResourceKind.CARD, (1,), wrong) for wrong in ("Sunny", [], ["", "", "73", 48])),
        (ResourceKind.CARD, (), {"races": []}),
        (ResourceKind.CARD, (), [[]]),
        (ResourceKind.RESULTS, (0, 0, RESULT["also_ran"]), "also ran"),
        *((ResourceKind.RESULTS, (0, 0, RESULT["finishers"], 0, 4), wrong) for wrong in ("NaN", 2, "two")),
        (ResourceKind.RESULTS, (0, 0, RESULT["payoffs"]), [["exacta", "1-4", None, None]]),
        (ResourceKind.RESULTS, (0, 0, RESULT["payoffs"]), [["exacta", "1-4", "24.40", "Infinity"]]),
        (ResourceKind.RESULTS, (0, 0, RESULT["payoffs"]), [["exacta", "1-4", "24.40"]]),
        (ResourceKind.LISTING, (1, 0, 0), None),
        (ResourceKind.LISTING, (1, 0, 3), "today"),
        (ResourceKind.LISTING, (0,), 20261121),
    ],
)
def test_what_has_the_right_shape_and_wrong_values_is_garbage_too(
    kind: ResourceKind, place: tuple[int, ...], wrong: object
) -> None:
    whole = ["a", deepcopy(KEPT_BODIES[{ResourceKind.CARD: "kept entries"}.get(kind, f"kept {kind.value}")])]
    assert unpacked("a", kind, zipped(whole))
    *ways, last = (1, *place)
    container: Any = whole
    for way in ways:
        container = container[way]
    container[last] = wrong
    with pytest.raises(GarbageError):
        unpacked("a", kind, zipped(whole))


def test_what_is_nested_too_deeply_is_garbage() -> None:
    with pytest.raises(GarbageError):
        unpacked("a", ResourceKind.CARD, zlib.compress(f'["a",{"[" * 20_000 + "]" * 20_000}]'.encode()))
