"""What stands on a screen, in English: as short as it can be read, where speech is as long as it has to be heard."""

import re
from datetime import datetime
from decimal import Decimal

from horse_racing.racing.answers_about_races import RaceOdds
from horse_racing.racing.cards import Entry, Odds, Race, Runner
from horse_racing.racing.days import RaceDay
from horse_racing.racing.results import Finisher, Payoff
from horse_racing.racing.tracks import Track
from horse_racing.speech.en.names import horse_name, plain_name, race_title
from horse_racing.speech.en.race_words import surface
from horse_racing.speech.en.words import cardinal, day_name, on_clock, zone_name

_ENTRIES = {
    Entry.SCRATCHED: "Scratched",
    Entry.ALSO_ELIGIBLE: "Also eligible",
    Entry.MAIN_TRACK_ONLY: "Main track only",
}
# From here on people count hours.
_AN_HOUR_AND_A_HALF = 90
_POSITIONS = {1: "1st", 2: "2nd", 3: "3rd"}
_STATES = {"cancelled": "Cancelled", "next": "Next", "over": "Over", "coming": ""}


class Written:
    """What a language has to offer for screens; another one inherits from this class."""

    SKILL = "Talk Horse Racing"
    MINUTES_TO_POST = "min to post"
    POST_TIME_NOW = "At the post"
    MORE = "Hear more"
    HOW_MANY_RACES = "How many races"
    NEXT_STAKES_RACE = "Next stakes race"
    FOR_TWO_DOLLARS = "payoffs for $2"
    WIN_PLACE_SHOW = ("Win", "Place", "Show")
    # What can be said next.
    ASK_WHO_WON = "who won the last race"
    ASK_FOR_TRACKS = "which tracks are racing today"
    CHOOSE_FIRST = "the first one"

    @staticmethod
    def day(when: RaceDay, track: Track | None, now: datetime) -> str:
        """Return a day, and which clock its times are told by: "Saturday, November 21 · Eastern time"."""
        if track is None:
            return day_name(when)
        zone = Written.zone(track, now)
        return f"{day_name(when)} · {zone if zone.endswith('time') else f'{zone} time'}"

    @staticmethod
    def zone(track: Track, now: datetime) -> str:
        """Return what the track's clock is called: "Eastern", or "local time" where it has no such name."""
        return zone_name(now, track.zone)

    @staticmethod
    def as_of(instant: datetime, track: Track | None, now: datetime) -> str:
        """Return how old the data is: "As of 12:05 PM"; where no track is shown, in minutes."""
        if track is None:
            minutes = max(1, round((now - instant).total_seconds() / 60))
            return f"{minutes} min old" if minutes < _AN_HOUR_AND_A_HALF else f"{round(minutes / 60)} hours old"
        return f"As of {Written.post_time(instant, track)}"

    @staticmethod
    def post_time(instant: datetime | None, track: Track) -> str:
        """Return the track's local time, "12:45 PM"; empty where none is known."""
        return on_clock(instant.astimezone(track.zone)) if instant else ""

    @staticmethod
    def race_number(number: int | None) -> str:
        """Return "Race 5", empty for a race without a number."""
        return f"Race {number}" if number else ""

    @staticmethod
    def race_name(race: Race) -> str:
        """Return the name of a stakes race, empty for any other."""
        return race_title(race.name) if race.is_stakes else ""

    @staticmethod
    def grade(race: Race) -> str:
        """Return "Grade 1" or "Stakes", empty for a race that is none."""
        return f"Grade {race.grade}" if race.is_stakes and race.grade else "Stakes" if race.is_stakes else ""

    @staticmethod
    def kind(race: Race) -> str:
        """Return what kind of race it is, "Maiden Claiming"; empty where that is not known, or is its grade."""
        words = re.sub(r"\(.*?\)", " ", race.race_type).split()
        return "" if race.is_stakes else " ".join(word.capitalize() for word in words)

    @staticmethod
    def kind_and_way(race: Race) -> str:
        """Return "Maiden Claiming · 6 Furlongs · Turf", without what is not known."""
        return " · ".join(filter(None, (Written.kind(race), *Written.way(race))))

    @staticmethod
    def way(race: Race) -> tuple[str, ...]:
        """Return a race's distance and surface, without what is not known."""
        ground = surface(race.surface)
        return tuple(filter(None, (plain_name(race.distance.strip()), f"{ground[:1].upper()}{ground[1:]}")))

    @staticmethod
    def details(race: Race) -> tuple[str, ...]:
        """Return what is known of a race besides its runners, each part on its own."""
        prices = " - ".join(f"${price:,}" for price in race.claiming_prices)
        claim = f"Claiming {prices}" if prices else ""
        purse = f"Purse ${race.purse:,}" if race.purse else ""
        who = (plain_name(race.ages), plain_name(race.sexes))
        return tuple(filter(None, (Written.grade(race), Written.kind(race), *Written.way(race), claim, purse, *who)))

    @staticmethod
    def state(name: str) -> str:
        """Return what is said of a race that is "over", "next", "coming" or "cancelled"; empty for one to come."""
        return _STATES[name]

    @staticmethod
    def entry(runner: Runner) -> str:
        """Return "Scratched" and the like, empty for a horse that runs."""
        return _ENTRIES.get(runner.entry, "")

    @staticmethod
    def odds(price: Odds | None) -> str:
        """Return "5-2", empty for none."""
        return f"{price.against}-{price.on}" if price else ""

    @staticmethod
    def odds_title(answer: RaceOdds) -> str:
        """Return what kind of odds they are."""
        return "Odds" if answer.is_live else "Morning line"

    @staticmethod
    def people(*names: str) -> str:
        """Return those who ride and train a horse: "Jane Doe · Rick Roe"."""
        return " · ".join(plain_name(name) for name in names if name)

    @staticmethod
    def position(finisher: Finisher) -> str:
        """Return "1st"."""
        return _POSITIONS.get(finisher.position, f"{finisher.position}th")

    @staticmethod
    def dollars(amount: Decimal | None) -> str:
        """Return "$8.40", empty where nothing was paid or nobody knows."""
        return f"${amount:,.2f}" if amount else ""

    @staticmethod
    def payoff(paid: Payoff) -> str:
        """Return "$43.20 for $2.00"."""
        base = Written.dollars(paid.base)
        return f"{Written.dollars(paid.amount)}{f' for {base}' if base else ''}"

    @staticmethod
    def wager(paid: Payoff) -> str:
        """Return the name of a pool: "Daily Double"."""
        return paid.wager.replace("_", " ").title()

    @staticmethod
    def horse(name: str) -> str:
        """Return a horse's name as it is read."""
        return horse_name(name)

    @staticmethod
    def label(*parts: str) -> str:
        """Return what a screen reader says of several texts that stand together."""
        return ", ".join(filter(None, parts)).replace(" · ", ", ")

    @staticmethod
    def hint(phrase: str, *, listens: bool) -> str:
        """Return the advice to say something, with Alexa's name in front where she does not listen any more."""
        return f"Try “{'' if listens else 'Alexa, '}{phrase}”"

    @staticmethod
    def ask_for_runners(number: int) -> str:
        """Return how to ask who runs in a race."""
        return f"who's running in race {cardinal(number)}"

    @staticmethod
    def ask_about_race(number: int) -> str:
        """Return how to go on with a race of the day that was asked about."""
        return f"what about race {cardinal(number)}"

    @staticmethod
    def ask_who_won(number: int) -> str:
        """Return how to ask who won a race."""
        return f"who won race {cardinal(number)}"

    @staticmethod
    def ask_for_next_day(track: Track) -> str:
        """Return how to ask when a track races."""
        return f"when does {track.name} race next"

    @staticmethod
    def ask_for_post_time(number: int | None) -> str:
        """Return how to ask when a race goes off, or the next one where this one has no number."""
        return f"what time is race {cardinal(number)}" if number else "when is the next race"

    @staticmethod
    def ask_for_payouts(number: int) -> str:
        """Return how to ask what a race paid."""
        return f"what did race {cardinal(number)} pay"
