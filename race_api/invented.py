"""Invented names: horses, people and stakes races composed from word lists, so that no real one is quoted.

A few are deliberately awkward for speech: ampersands, apostrophes, accents, "Jr." after a comma, sponsors.
"""

# ruff: noqa: SIM905 - forty words read better as text than as forty quoted strings

from dataclasses import dataclass
from random import Random

LONGEST_HORSE_NAME = 18  # characters: the registries' own limit

_HORSE_FIRST = (
    "Marmalade Velvet Turnip Gingham Thimble Pewter Saffron Biscuit Parsnip Quilted Mothwing Teacup Drizzle Ferryman's "
    "Widow's Lamplit Sixpenny Plover Rhubarb Corduroy Nutmeg Foghorn Pocket Barley Tinsel Gosling Chimney Cricket "
    "Dapper Almond Button Mulberry Tadpole Sundry Wicker Paper Linen Walnut Cinnamon Bobbin"
).split()
_HORSE_SECOND = (
    "Turnstile Almanac Causeway Kettle Sundial Bellows Trellis Postcard Cartwheel Semaphore Waltz Inkwell Windlass "
    "Bramble Footnote Gazette Lozenge Pinwheel Rowboat Sextant Tollgate Umbrella Viaduct Whistle Abacus Bandbox "
    "Crumpet Doorbell Envelope Flagon Gondola Hatbox Jigsaw Kiosk Ledger Mitten Nocturne Pamphlet Rickshaw Teaspoon"
).split()
HORSE_NAMES = tuple(
    f"{first} {second}"
    for first in _HORSE_FIRST
    for second in _HORSE_SECOND
    if len(f"{first} {second}") <= LONGEST_HORSE_NAME
)

_FIRST_NAMES = "Ada Bram Celia Dario Edda Floyd Greta Hector Ines Jonah Kit Lena Milo Nora Otto Petra".split()
_LAST_NAMES = (
    "Quillmoor Harrowfen Brindlecote Tamsward Oakenshawe Pellerby Fennimarsh Gadswold Bélanvert Duskerley Nethercombe "
    "Ravensmeet Sallowby Thornapple Underfell Wexholme"
).split()
_MIDDLE_INITIALS = ("", "", "A.", "M.", "R.")
_GENERATIONS = ("", "", "", "", "", ", Jr.")

_STAKES_FIRST = (
    "Lantern Copper Teacup Gosling Ember Salt Plover Thistle Marble Fennel Hazel Pepper Willow Anchor Candle Foxglove"
).split()
_STAKES_SECOND = ("Bay", "Ridge", "Hollow", "Pier", "& Oak", "Meadow", "Crossing", "Lighthouse", "Cove", "Terrace")
_STAKES_ENDINGS = ("S.", "S.", "S.", "S.", "H.", "H.", "Derby", "Oaks", "Mile", "Juvenile S.")
_SPONSORS = ("", "", "", "", "", " presented by Example Feeds", " presented by Example Oats & Hay")


@dataclass(frozen=True)
class Person:
    """A jockey or trainer; `number` makes the feed's id, empty names are what the feed shows for nobody."""

    first: str
    middle: str
    last: str
    number: int

    @property
    def alias(self) -> str:
        """The feed's short form, surname first: "Quillmoor A"."""
        return f"{self.last} {self.first[:1]}".strip()


def person(chance: Random) -> Person:
    """Return an invented person."""
    last = chance.choice(_LAST_NAMES) + chance.choice(_GENERATIONS)
    return Person(chance.choice(_FIRST_NAMES), chance.choice(_MIDDLE_INITIALS), last, chance.randint(100_000, 999_999))


def stakes_name(chance: Random) -> str:
    """Return an invented stakes race as the feed abbreviates it: "Lantern Bay S.", "Copper Ridge H."."""
    name = f"{chance.choice(_STAKES_FIRST)} {chance.choice(_STAKES_SECOND)} {chance.choice(_STAKES_ENDINGS)}"
    return name + chance.choice(_SPONSORS)
