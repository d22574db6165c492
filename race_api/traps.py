"""Where each trap of the feed can be met (race data, sections 5 and 7): which track shows it, and on which days.

Days are the meet's own date. "Every card" means every track that has races at all.

=============================================  ====================================================================
trap                                           where and when
=============================================  ====================================================================
more than 50 meets (second page)               every Saturday; TAM, TUP, WO and ZIA are on the second page of 50
wager pools listed as meets                    OMA_ daily, CCP Wednesday to Sunday, the others in `POOLS`; no races
foreign one-offs                               RAS (Royal Ascot) Wed, SCD (Saudi Cup Day) Fri, DWC (Dubai) Sat
a real track outside the catalogue             PLN (Pleasanton) Friday to Sunday
two meets named "Belmont Park"                 BEL and BAQ, Thursday and Saturday
meet id from Eastern midnight                  Canadian tracks, and every track before 2026-04-01; else UTC midnight
post_time_long in London-midnight ms           AJX, AQU, BEL, CD, GP always; TAM on odd days of the month
post_time_long null                            EVD race 2
post_time null                                 PRX, TUP
Eastern post_time, time_zone "E"               every card, also in the west (ARP, LA, TUP, ZIA, FG ...)
past midnight UTC                              LA, first post 7 PM Pacific, Thursday to Sunday; other night tracks
race_name "Race 5"                             ARP, GP, LA, SA, WO; elsewhere ""
graded stakes                                  GP on Saturdays: race 7 ungraded, 8 G3, 9 G1, 11 G2; TAM at times
overnight handicap (HCP), no stakes            GP race 10
race_type "" (description tells)               AJX, entries and results
coupled 1 and 1A / 2 and 2B                    every card, race 3 / race 7
also-eligible (A)                              every card, race 4: two
main track only (M)                            every card, each turf race: one (TAM races 4 and 6 are on turf)
scratched (Y), program_number "", post "98"    every card, race 1; more scratches with numbers anywhere
running (N) without a program number           SA race 1
one cancelled race                             TAM race 2 on days 2, 7, 12, 17, 22, 27; ARP race 3 on 3, 10, 17, 24, 31
every race cancelled                           FE on Tuesdays
empty `races`                                  TDN on Mondays; wager pools
404 for the entries of a listed meet           HST on Wednesdays; every meet more than 4 days ahead
is_cancelled null                              every card, race 5
a race with only race_key and runners          MNR, last race
purse and claiming price as strings            CT, FL
odds as "5/2" instead of "5-2"                 CD, SA
morning line null                              TUP; "" for also-eligible and unnumbered scratched horses elsewhere
live odds null up to the race                  EVD, MNR, ZIA; elsewhere until 45 minutes before it
trainer null                                   TDN
track condition as a code ("FT")               EVD, WO; null everywhere before the first race
weather null                                   every seventh card or so, on any day
forecast degrees ""                            PRX; elsewhere numbers, or the high as text
current weather ""                             everywhere before the first race
race_pools and horse_data_pools null           ALB, TUP
results: races null                            before the first result, and wager pools
results: 404                                   FON
results: also_ran null, list, text             race number divisible by 3, else odd, else even
results: dead heat                             GP race 2; ARP race 4 on even days; TAM race 5 on days 1, 5, 9, 13 ...
results: off_time 12 hours early               from 1 PM Eastern on, every card
results: time_zone "C", post_time_long early   FG
results: payoffs as numbers instead of text    even race numbers; in odd ones their base is 0.0, and the types have it
results: no types of wagers                    ZIA, FG
results: pick 6 carried over, payoff of 0      every other card, last race
results: two payoffs of one pool               wherever there is a dead heat
double spaces in a change's text               every scratch and rider change
=============================================  ====================================================================
"""

from datetime import date

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WEEKEND = (SATURDAY, SUNDAY)
LONG_WEEKEND = (FRIDAY, SATURDAY, SUNDAY)
LATE_WEEK = (THURSDAY, FRIDAY, SATURDAY, SUNDAY)

EVERY_DAY = ("ARP", "TAM")

# Tracks with traps race on fixed weekdays, so that a developer can find them.
FIXED_WEEKDAYS: dict[str, tuple[int, ...]] = {
    "AJX": (SUNDAY, MONDAY),
    "BAQ": (THURSDAY, SATURDAY),
    "BEL": (THURSDAY, SATURDAY),
    "CD": LATE_WEEK,
    "CT": (THURSDAY, FRIDAY, SATURDAY),
    "EVD": (WEDNESDAY, THURSDAY, FRIDAY, SATURDAY),
    "FE": (TUESDAY, SUNDAY),
    "FG": LATE_WEEK,
    "FON": LONG_WEEKEND,
    "GP": (WEDNESDAY, *LATE_WEEK),
    "HST": (WEDNESDAY, SUNDAY),
    "LA": LATE_WEEK,
    "MNR": (SUNDAY, MONDAY, TUESDAY, WEDNESDAY),
    "PRX": (MONDAY, TUESDAY, WEDNESDAY),
    "SA": LONG_WEEKEND,
    "TDN": (MONDAY, WEDNESDAY),
    "TUP": (MONDAY, TUESDAY, WEDNESDAY, SATURDAY),
    "WO": LATE_WEEK,
    "ZIA": (MONDAY, TUESDAY, SATURDAY, SUNDAY),
}

# Listed like meets, but bets over several tracks: name and weekdays.
POOLS: dict[str, tuple[str, tuple[int, ...]]] = {
    "BGP": ("Bluegrass Pick 6", (THURSDAY,)),
    "CCP": ("Cross Country Pick 5", (WEDNESDAY, *LATE_WEEK)),
    "CTC": ("Coast to Coast Pick 5", WEEKEND),
    "GSS": ("GP Summer Sweep Pick 5", (SATURDAY,)),
    "MAP": ("Mid-Atlantic Pick 4", (FRIDAY,)),
    "OMA_": ("Over/Under", tuple(range(7))),
    "PAD": ("Preakness All Dirt Pick 5", (SATURDAY,)),
    "PFB": ("Preakness Future Bet", (SUNDAY,)),
    "PRD": ("BES Preakness Double", (FRIDAY,)),
    "SWA": ("Horseshoe Turf Pick 3", WEEKEND),
}

# Tracks of the catalogue that do not race for a while: they are known by name and never listed.
CLOSED = ("PIM", "RUI")

# Meets with races that are in no catalogue of North American tracks: name, time zone and weekdays.
OUTSIDERS: dict[str, tuple[str, str, tuple[int, ...]]] = {
    "DWC": ("Dubai World Cup", "Asia/Dubai", (SATURDAY,)),
    "PLN": ("Pleasanton", "America/Los_Angeles", LONG_WEEKEND),
    "RAS": ("Royal Ascot", "Europe/London", (WEDNESDAY,)),
    "SCD": ("Saudi Cup Day", "Asia/Riyadh", (FRIDAY,)),
}

UTC_MIDNIGHT_SINCE = date(2026, 4, 1)

LONDON_CLOCK = frozenset({"AJX", "AQU", "BEL", "CD", "GP"})
NO_POST_TIME = frozenset({"PRX", "TUP"})
NUMBERED_RACE_NAMES = frozenset({"ARP", "GP", "LA", "SA", "WO"})
NO_EPOCH_RACE = ("EVD", 2)
MONEY_AS_TEXT = frozenset({"CT", "FL"})
ODDS_WITH_SLASH = frozenset({"CD", "SA"})
NO_MORNING_LINES = frozenset({"TUP"})
NO_LIVE_ODDS = frozenset({"EVD", "MNR", "ZIA"})
NO_TRAINERS = frozenset({"TDN"})
CONDITION_CODES = frozenset({"EVD", "WO"})
NO_TEMPERATURES = frozenset({"PRX"})
NO_WAGER_TYPES = frozenset({"FG", "ZIA"})
NO_POOLS = frozenset({"ALB", "TUP"})
UNTYPED_RACES = frozenset({"AJX"})
LAST_RACE_BARE = frozenset({"MNR"})
RESULTS_NOT_FOUND = frozenset({"FON"})
CENTRAL_RESULTS = frozenset({"FG"})

# What a race number shows at every track.
COUPLED = {3: ("1", "A"), 7: ("2", "B")}
ALSO_ELIGIBLE_RACE = 4
UNNUMBERED_SCRATCH_RACE = 1
UNKNOWN_CANCELLATION_RACE = 5

# Gulfstream's Saturday stakes (race: grade) and its handicap that is none.
GP_SATURDAY_STAKES = {7: "", 8: "3", 9: "1", 11: "2"}
GP_HANDICAP_RACE = 10


def both_named_belmont(day: date) -> bool:
    """Whether BAQ, too, is listed as "Belmont Park"."""
    return day.weekday() in FIXED_WEEKDAYS["BAQ"]


def on_london_clock(track_id: str, day: date) -> bool:
    """Whether `post_time_long` counts milliseconds from London's midnight instead of the epoch."""
    return track_id in LONDON_CLOCK or (track_id == "TAM" and day.day % 2 == 1)


def cancelled_races(track_id: str, day: date, count: int) -> frozenset[int]:
    """Return the numbers of the cancelled races of a card of `count` races."""
    if track_id == "FE" and day.weekday() == TUESDAY:
        return frozenset(range(1, count + 1))
    if track_id == "TAM" and day.day % 5 == 2:  # noqa: PLR2004 - days 2, 7, 12 ...: the number means nothing more
        return frozenset({2})
    if track_id == "ARP" and day.day % 7 == 3:  # noqa: PLR2004 - days 3, 10, 17 ...: the same
        return frozenset({3})
    return frozenset()


def dead_heat_race(track_id: str, day: date) -> int | None:
    """Return the number of the race that two horses win, if there is one."""
    if track_id == "GP":
        return 2
    if track_id == "ARP" and day.day % 2 == 0:
        return 4
    if track_id == "TAM" and day.day % 4 == 1:
        return 5
    return None


def has_no_races(track_id: str, day: date) -> bool:
    """Whether the card is published with an empty list of races."""
    return track_id in POOLS or (track_id == "TDN" and day.weekday() == MONDAY)


def has_no_card(track_id: str, day: date) -> bool:
    """Whether the entries of the listed meet answer 404."""
    return track_id == "HST" and day.weekday() == WEDNESDAY
