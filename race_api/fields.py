"""The runners of one race: who runs, who is scratched or waiting, and in which order they will finish."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from race_api import traps
from race_api.invented import HORSE_NAMES, Person, person

_EQUIPMENT = ("", "", "", "Blk-O", "Blk-F")
NO_RIDER = Person("", "", "No Rider", 0)
SHORTEST_FIELD, LONGEST_FIELD = 5, 10  # horses that run, coupled ones not counted


@dataclass(frozen=True)
class Runner:
    """One entered horse. `program` is "" for a horse without a number; weights are in pounds.

    Odds are "" until `race_api.odds` has priced the whole field.
    """

    name: str
    program: str
    post_position: str
    scratch: str  # N runs, Y scratched, A also-eligible, M main track only
    coupled: str
    jockey: Person | None
    trainer: Person
    sire: str
    dam: str
    dam_sire: str
    morning_line: str
    live_odds: str
    weight: str
    equipment: str
    registration: str

    @property
    def runs(self) -> bool:
        """Whether the horse takes part."""
        return self.scratch == "N"


@dataclass(frozen=True)
class _Place:
    """A place in the program before a horse is put into it."""

    program: str
    scratch: str
    coupled: str = ""
    post_position: str | None = None


def field(chance: Random, names: Iterator[str], track_id: str, race_number: int, *, turf: bool) -> tuple[Runner, ...]:
    """Return the race's runners in program order, horse names taken from `names`."""
    places = _places(chance, track_id, race_number, turf=turf)
    return tuple(_runner(chance, next(names), place, position) for position, place in enumerate(places, start=1))


def finish(chance: Random, runners: tuple[Runner, ...]) -> tuple[Runner, ...]:
    """Return those who run in the order in which they will finish."""
    running = [runner for runner in runners if runner.runs]
    return tuple(chance.sample(running, len(running)))


def _places(chance: Random, track_id: str, race_number: int, *, turf: bool) -> list[_Place]:
    codes = ["N"] * chance.randint(SHORTEST_FIELD, LONGEST_FIELD)
    if chance.random() < 0.5:  # noqa: PLR2004 - every other race loses a numbered horse
        codes.insert(chance.randint(2, len(codes)), "Y")
    places = [_Place(str(number), code) for number, code in enumerate(codes, start=1)]
    if race_number in traps.COUPLED:
        partner, letter = traps.COUPLED[race_number]
        places.insert(int(partner), _Place(partner + letter, "N", coupled=letter))
    waiting = ["A", "A"] if race_number == traps.ALSO_ELIGIBLE_RACE else []
    waiting += ["M"] if turf else []
    places += [_Place(str(number), code) for number, code in enumerate(waiting, start=len(codes) + 1)]
    if race_number == traps.UNNUMBERED_SCRATCH_RACE:
        places.append(_Place("", "Y", post_position="98"))
        if track_id == "SA":
            places.append(_Place("", "N", post_position="98"))
    return places


def _runner(chance: Random, name: str, place: _Place, position: int) -> Runner:
    # Two draws that mean nothing any more: without them every horse, rider and finish that follows would be another.
    chance.randrange(15)
    chance.randint(-2, 2)
    rider = person(chance)
    return Runner(
        name=name,
        program=place.program,
        post_position=place.post_position or str(position),
        scratch=place.scratch,
        coupled=place.coupled,
        jockey=NO_RIDER if place.scratch == "M" else None if place.scratch == "A" else rider,
        trainer=person(chance),
        sire=chance.choice(HORSE_NAMES),
        dam=chance.choice(HORSE_NAMES),
        dam_sire=chance.choice(HORSE_NAMES),
        morning_line="",
        live_odds="",
        weight=str(chance.randint(116, 126)),
        equipment=chance.choice(_EQUIPMENT),
        registration=str(chance.randint(23_000_001, 23_999_999)),
    )
