"""The names of horses and races on a card, found by how they are spelled and by how they sound."""

from collections.abc import Callable, Sequence

from horse_racing.racing.inquiry import NameMatch, spelled_alike
from horse_racing.racing.tracks import name_key
from horse_racing.skill.misheard import Form, Sound, same

# From here on a name on a card is taken for the one that was heard; the answer says it, so that nobody is misled.
LIKELY = 0.8

# What is less like than the likeliest by no more than this may have been meant as well.
_AS_LIKELY = 0.1

# Spelled less alike than this, no name is likely, whatever it sounds like; to hear each one would take too long.
_SPELLED = 0.6


def name_matcher(sound: Sound, core: Callable[[str], str]) -> NameMatch:
    """Return the function that finds a name among those on the cards.

    `sound` tells how a text sounds in the listeners' language, `core` leaves out of a name what people leave out.
    """

    def match(heard: str, names: Sequence[str]) -> tuple[str, ...]:
        wanted, cores = core(heard), {name: core(name) for name in names}
        if exact := tuple(name for name in names if spelled_alike(wanted, [cores[name]])):
            return exact
        said = Form.of(wanted, sound)
        near = [name for name in names if same(said.spelling, name_key(cores[name])) >= _SPELLED]
        likeness = {name: said.likeness(Form.of(cores[name], sound)) for name in near}
        best = max(likeness.values(), default=0.0)
        return tuple(name for name in near if likeness[name] >= max(LIKELY, best - _AS_LIKELY))

    return match
