"""What kind of race it is, in words."""

from horse_racing.racing.answers_about_races import RaceDetails
from horse_racing.racing.cards import Entry, Race
from horse_racing.speech.en.race_phrases import cancelled, counted, is_past, lowered, raised, the_race, the_race_by_name
from horse_racing.speech.en.race_words import distance, kind_of, open_to, surface
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.spoken import Hearing


@facts_of.register
def _(answer: RaceDetails, hearing: Hearing) -> Facts:
    race, past = answer.race, is_past(answer, (answer.race,), hearing)
    if race.is_cancelled:
        return Facts((cancelled(answer, past=past),))
    who, rest = open_to(race), _purse_and_field(race, past=past)
    what = _what(race, past=past)
    if what:
        first = f"{the_race_by_name(answer)} {what}."
    elif who or rest:
        first = f"The kind and distance of {lowered(the_race(answer))} aren't listed."
    else:
        first = f"The details of {lowered(the_race(answer))} aren't listed."
    it = "It was" if past else "It's"
    return Facts((first, f"{it} for {who}." if who else "", rest))


def _what(race: Race, *, past: bool) -> str:
    """Return "is a claiming race for a claiming price of $5,000, at six furlongs on the dirt", empty when unknown."""
    kind, price = kind_of(race), _claiming_price(race)
    on = f"on the {surface(race.surface)}" if surface(race.surface) else ""
    if not kind and not race.distance:
        return f"{'was' if past else 'is'} run {on}" if on else ""
    run = " ".join(filter(None, (distance(race.distance), on)))
    if not kind:
        return f"{'went' if past else 'goes'} {run}"
    at = f"{'at ' if race.distance else ''}{run}"
    # A grade or a price has to be heard as a part of its own.
    comma = "," if at and (price or race.grade) else ""
    return " ".join(filter(None, ("was" if past else "is", f"{kind}{price}{comma}", at)))


def _claiming_price(race: Race) -> str:
    prices = race.claiming_prices
    if len(prices) > 1:
        return f" for claiming prices from ${prices[0]:,} to ${prices[1]:,}"
    return f" for a claiming price of ${prices[0]:,}" if prices else ""


def _purse_and_field(race: Race, *, past: bool) -> str:
    """Say what the race is worth and how many run, where that is known."""
    purse = f"the purse {'was' if past else 'is'} ${race.purse:,}" if race.purse else ""
    # Who is not known may run as well.
    count = 0 if race.entered_as(Entry.UNKNOWN) else len(race.entered_as(Entry.RUNS))
    verb = ("was" if past else "is") if count == 1 else ("were" if past else "are")
    field = f"there {verb} {counted(count, 'runner')}" if count else ""
    both = ", and ".join(filter(None, (purse, field)))
    return f"{raised(both)}." if both else ""
