"""What a race can be: its type, distance, surface, and who may run, in the feed's own codes and words."""

# ruff: noqa: SIM905 - track codes read better as text than as quoted strings

from typing import NamedTuple


class Kind(NamedTuple):
    """A type of race: code, description, usual purse in US dollars, and whether horses can be claimed."""

    code: str
    description: str
    purse: int
    claiming: bool = False


class Distance(NamedTuple):
    """A distance as the feed writes it; `value` is cut off to a whole number of `unit` (F furlongs, Y yards)."""

    description: str
    unit: str
    value: int


class Surface(NamedTuple):
    """What is run on: course code and its description."""

    code: str
    description: str


class Condition(NamedTuple):
    """The condition of a track as a word, and as the code that some cards have in its place."""

    description: str
    code: str


STAKES = Kind("STK", "STAKES", 100_000)
HANDICAP = Kind("HCP", "HANDICAP", 70_000)
ORDINARY = (
    Kind("CLM", "CLAIMING", 14_000, claiming=True),
    Kind("CLM", "CLAIMING", 18_000, claiming=True),
    Kind("MCL", "MAIDEN CLAIMING", 16_000, claiming=True),
    Kind("MSW", "MAIDEN SPECIAL WEIGHT", 32_000),
    Kind("ALW", "ALLOWANCE", 30_000),
    Kind("AOC", "ALLOWANCE OPTIONAL CLAIMING", 36_000, claiming=True),
    Kind("SOC", "STARTER OPTIONAL CLAIMING", 22_000, claiming=True),
    Kind("STR", "STARTER ALLOWANCE", 20_000),
)
GRADED_PURSES = {"": 100_000, "3": 200_000, "2": 300_000, "1": 500_000}
CLAIMING_PRICES = (5_000, 8_000, 12_500, 16_000)
# Where horses may be claimed for less than the highest price: for how much.
LOWEST_CLAIMS = {5_000: 4_000, 8_000: 7_000, 12_500: 10_500, 16_000: 14_000}

DIRT, TURF = Surface("D", "Dirt"), Surface("T", "Turf")
INNER_TURF, ALL_WEATHER = Surface("I", "Inner turf"), Surface("E", "All Weather Track")
FAST, FIRM = Condition("Fast", "FT"), Condition("Firm", "FM")
WET_DIRT = (Condition("Good", "GD"), Condition("Muddy", "MY"), Condition("Sloppy", "SY"))
WET_TURF = (Condition("Good", "GD"), Condition("Yielding", "YL"), Condition("Soft", "SF"))
DISTANCES = (
    Distance("5 1/2 Furlongs", "F", 5),
    Distance("6 Furlongs", "F", 6),
    Distance("7 Furlongs", "F", 7),
    Distance("1 Mile", "F", 8),
    Distance("1 Mile 70 Yards", "F", 8),
    Distance("1 1/16 Miles", "F", 8),
    Distance("1 1/8 Miles", "F", 9),
)
SPRINTS = (Distance("300 Yards", "Y", 300), Distance("350 Yards", "Y", 350), Distance("440 Yards", "Y", 440))
AGES = (("2", "2 Year Olds"), ("3", "3 Year Olds"), ("3U", "3 Year Olds And Up"), ("4U", "4 Year Olds And Up"))
SEXES = (("", "Open"), ("", "Open"), ("F", "Fillies"), ("B", "Fillies and Mares"))

# Where which surface is found, in which races there is turf, and other habits of tracks.
TURF_TRACKS = frozenset("AQU BAQ BEL CD CNL DEL DMR FG GP HOU IND KD KEE LRL LS MTH PRX RET SA SAR TAM WO".split())
INNER_TURF_TRACKS = frozenset("AQU BAQ BEL SAR".split())
ALL_WEATHER_TRACKS = frozenset("PID TP WO".split())
TURF_RACES = frozenset({4, 6})
EVENING_TRACKS = frozenset("CT EVD LA MNR PEN TP".split())
QUINELLA_TRACKS = frozenset("ALB ARP LA RUI SUN ZIA".split())
QUARTER_HORSE_TRACKS = frozenset("AJX LA".split())
GRADED_TRACKS = frozenset("AQU BAQ BEL CD CNL DMR FG KD KEE LRL MTH OP PRX SA SAR TP WO".split())


def fitting(sex: tuple[str, str], age: tuple[str, str]) -> tuple[str, str]:
    """Return who may run by sex, in the word for that age: a filly is a mare from five years on."""
    return sex if sex == SEXES[0] else SEXES[-2] if age in AGES[:2] else SEXES[-1]
