"""Every question the skill asks is ended: by an answer, a correction, or a way out; commands do what they say."""

from collections.abc import Iterator

import pytest

from tests.support.cases import LAUNCH, Case, Event, Stand, case, event, goodbye, take, then

TAM, SAR, CD, GP = "tampa bay downs[TAM]", "saratoga[SAR]", "churchill downs[CD]", "gulfstream park[GP]"
MISHEARD = "tampa bay dawns"
NO_RACE = "riding"

NINE_AT_SARATOGA = ("nine races at Saratoga", "12:35 PM")
FALLBACK = event("AMAZON.Fallback")
MOST_TURNS = 8


def no_question_forgotten() -> Iterator[Case]:
    which = then(event("HowManyRaces", track="downs[TAM, CD]"), "Tampa Bay Downs", "Churchill Downs", is_open=True)
    for choice in (event("Runners", race="first[1]"), event("Race", race="the first one")):
        yield case(f"K6 the first of two by {choice.intent}", which, then(choice, "eight races at Tampa Bay Downs"))
    for choice in (event("Runners", race="second[2]"), event("Race", race="the second one")):
        yield case(f"K6 the second of two by {choice.intent}", which, then(choice, "ten races at Churchill Downs"))
    for intent in ("Track", "MyTrackIs"):
        for words, told in {
            "the first one": "eight races at Tampa Bay Downs",
            "second": "ten races at Churchill",
        }.items():
            yield case(f"K6 {words} caught by {intent}", which, then(event(intent, track=words), told))
    helped = then("help", is_open=True)
    first_of_two = then(event("Race", race="the first one"), "eight races at Tampa Bay Downs")
    yield case("K6 the first of two after the help", which, helped, first_of_two)
    third = then(event("Race", race="third[3]"), "Tampa Bay Downs", "Churchill Downs", never=[NO_RACE], is_open=True)
    yield case("K6 the third of two", which, third, then(event("Track", track=CD), "ten races at Churchill Downs"))
    two_way = then(event("MyTrackIs", track=SAR), r"\?$", is_open=True)
    derby = ("Foxglove Meadow Derby", "grade one", "race eight", "3:52 PM")
    for choice in (event("Runners", race="second[2]"), event("Race", race="the second one")):
        yield case(f"K6 the second question by {choice}", two_way, then(choice, *derby, never=[NO_RACE], is_open=False))
    first = event("Race", race="the first one")
    yield case("K6 the first question", two_way, then(first, *NINE_AT_SARATOGA, never=[NO_RACE], is_open=False))

    hinting = (r"\bhelp\b", r"\bstop\b")
    week = event("HowManyRaces", track=TAM, day="2026-W48")
    yield case("K6 unusable days", then(week, "day", is_open=True), then(week, *hinting, is_open=True), goodbye(week))
    bare = event("Day", day="2026-12")
    yield case("K6 unusable bare days", week, then(bare, *hinting, is_open=True), goodbye(bare))
    asked, nonsense = event("Runners", track=TAM), event("Race", race="banana")
    waiting = then(asked, "which race", is_open=True)
    misses = (then(nonsense, is_open=True), then(nonsense, *hinting, is_open=True), goodbye(nonsense))
    yield case("K6 unusable bare races", waiting, *misses)
    unknown = event("Track", track="hialeah")
    yield case("K6 track, day, fallback", unknown, then(week, *hinting, is_open=True), goodbye(FALLBACK))
    yield case("K6 fallback, race, track", FALLBACK, then(nonsense, *hinting, is_open=True), goodbye(unknown))
    yield case("K6 race, fallback, day", event("Runners", track=TAM, race="banana"), FALLBACK, goodbye(week))
    understood = then(event("MyTrackIs", track=TAM), "Tampa Bay Downs", is_open=True)
    yield case("K6 what is understood ends the row", unknown, FALLBACK, understood, then(FALLBACK, is_open=True))

    welcomed = then(LAUNCH, "eight races", "what would you like to know")
    yield case("K6 no to what would you like to know", welcomed, goodbye("no"), favorite="TAM")
    guessed = then(event("MyTrackIs", track=MISHEARD), "Did you mean Tampa Bay Downs", is_open=True)
    chosen = "Tampa Bay Downs, got it|Okay, Tampa Bay Downs|Tampa Bay Downs it is"
    changed_mind = then(event("MyTrackIs"), r"\?$", never=["did you mean", chosen], is_open=True)
    yield case("K6 another track ends a guess", guessed, changed_mind, then("yes", never=[chosen, "did you mean"]))
    other = then(event("MyTrackIs"), r"\?$", never=["Churchill Downs"], is_open=True)
    yield case("K6 another track ends a list", which, other)


# Where a conversation stands when a command comes: what was said and sent until then, from the first turn on.
WHICH_TRACK: tuple[str | Event, ...] = (LAUNCH,)
TWO_WAY = (LAUNCH, event("MyTrackIs", track=TAM))
WHICH_RACE = (LAUNCH, event("Runners", track=TAM))
WHICH_DAY = (LAUNCH, event("HowManyRaces", track=TAM, day="2026-W48"))
WHICH_OF = (LAUNCH, event("HowManyRaces", track="downs[TAM, CD]"))
GUESS = (LAUNCH, event("HowManyRaces", track=MISHEARD))
MORE = (LAUNCH, event("Runners", track=TAM, race="1[1]"))


def commands() -> Iterator[tuple[str, tuple[str | Event, ...], str, Event]]:
    """Yield a name, where the conversation stands, a command, and the request in whose slot it is caught."""
    places = {"which track": WHICH_TRACK, "two ways": TWO_WAY, "which of": WHICH_OF, "guess": GUESS, "more": MORE}
    meant = {
        "cancel": "cancel",
        "stop": "stop",
        "never mind": "cancel",
        "help": "help",
        "repeat": "repeat",
        "yes": "yes",
        "yeah": "yes",
        "no": "no",
        "no thanks": "no",
        "i don't know": "help",
        "i'm not sure": "help",
    }
    for place, before in places.items():
        for words, command in meant.items():
            intent = "MyTrackIs" if place in {"which track", "guess"} else "Track"
            yield f"K5 {words} to {place}", before, command, event(intent, track=words)
    for place, before in {"which race": WHICH_RACE, "more": MORE}.items():
        for words, command in meant.items():
            yield f"K5 {words} as a race to {place}", before, command, event("Race", race=words)
    for words in ("cancel", "help", "no"):
        yield f"K5 {words} as an asked race", WHICH_RACE, meant[words], event("Runners", race=words)
    for words in ("stop", "help", "no"):
        yield f"K5 {words} as a day", WHICH_DAY, meant[words], event("Day", day=words)
    for words in ("cancel", "stop", "help"):
        yield f"K5 {words} in a question", WHICH_TRACK, meant[words], event("HowManyRaces", track=words)


@pytest.mark.parametrize("kind", list(no_question_forgotten()), ids=str)
def test_the_right_answer_is_given(stand: Stand, kind: Case) -> None:
    stand.play(kind)


@pytest.mark.parametrize(
    ("before", "command", "caught"), [pytest.param(*values, id=name) for name, *values in commands()]
)
def test_a_command_that_a_slot_caught_does_what_it_says(
    stand: Stand, before: tuple[str | Event, ...], command: str, caught: Event
) -> None:
    saying, slipping = stand.talk(), stand.talk()
    for step in before:
        assert take(saying, step) == take(slipping, step)
    assert take(slipping, caught) == saying.say(command)
    assert slipping.is_open == saying.is_open


@pytest.mark.parametrize("before", [WHICH_TRACK, WHICH_RACE, MORE], ids=["which track", "which race", "more"])
def test_what_in_a_slot_is_a_wish_to_hear_it_again_or_the_help(stand: Stand, before: tuple[str | Event, ...]) -> None:
    heard_after = []
    for step in ("repeat", "help", event("Race" if before == WHICH_RACE else "MyTrackIs", track="what", race="what")):
        alexa = stand.talk()
        for earlier in before:
            take(alexa, earlier)
        heard_after.append(take(alexa, step))
    assert heard_after[2] in heard_after[:2]


# What the same listener may say over and over, each time without getting any further.
LOOPS = {
    "a track misheard": event("MyTrackIs", track=MISHEARD),
    "a track misheard in a question": event("HowManyRaces", track=MISHEARD),
    "a name of two tracks": event("HowManyRaces", track="downs[TAM, CD]"),
    "a track the feed alone lists": event("HowManyRaces", track="pleasanton"),
    "no track": event("HowManyRaces"),
    "no track of one's own": event("MyTrackIs"),
    "noise": event("Track", track={"value": "?"}),
    "no race": event("Runners", track=TAM),
    "a race that can be several": event("Runners", track=GP, race="feature"),
    "a race of no track": event("Race", race="5[5]"),
    "a day of no track": event("Day", day="2026-11-22"),
    "yes": "yes",
}


@pytest.mark.parametrize("step", LOOPS.values(), ids=LOOPS)
def test_no_question_is_asked_for_ever(stand: Stand, step: str | Event) -> None:
    alexa = stand.talk()
    told = [alexa.say(LAUNCH)]
    while alexa.is_open and len(told) < MOST_TURNS:
        told.append(take(alexa, step))
    assert not alexa.is_open, told
    assert all(told.count(answer) <= 2 for answer in told), told


@pytest.mark.parametrize(
    "before",
    [
        WHICH_TRACK,
        TWO_WAY,
        WHICH_RACE,
        WHICH_DAY,
        WHICH_OF,
        GUESS,
        MORE,
        (LAUNCH, "how many races"),
        (LAUNCH, event("MyTrackIs", track="hialeah")),
        (LAUNCH, FALLBACK),
    ],
    ids=lambda before: str(before[-1]),
)
def test_a_second_no_in_a_row_at_the_latest_says_goodbye(stand: Stand, before: tuple[str | Event, ...]) -> None:
    alexa = stand.talk()
    for step in before:
        take(alexa, step)
    first = alexa.say("no")
    told = alexa.say("no") if alexa.is_open else first
    assert not alexa.is_open, told
    assert "bye" in told.lower()


# What each miss is, and three of them in a row, in every order of kinds.
MISSES = {
    "track": event("Track", track="hialeah"),
    "own track": event("MyTrackIs", track="yonkers"),
    "day": event("HowManyRaces", track=TAM, day="2026-W48"),
    "race": event("Runners", track=TAM, race="banana"),
    "fallback": FALLBACK,
}


@pytest.mark.parametrize("third", MISSES)
@pytest.mark.parametrize("second", MISSES)
@pytest.mark.parametrize("first", MISSES)
def test_the_third_miss_in_a_row_of_whatever_kinds_says_goodbye(
    stand: Stand, first: str, second: str, third: str
) -> None:
    alexa = stand.talk()
    one = take(alexa, MISSES[first])
    two = take(alexa, MISSES[second])
    assert alexa.is_open
    assert one != two
    assert "help" in two
    assert "stop" in two
    assert "bye" in take(alexa, MISSES[third]).lower()
    assert not alexa.is_open
