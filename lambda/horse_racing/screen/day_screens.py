"""Screens of a day: a track's card, and what a welcome, a question or an apology shows."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from horse_racing.racing.answers import TrackAnswer
from horse_racing.racing.cards import Card, Race, earliest, still_to_run
from horse_racing.screen.screens import Screen, ToShow, touched
from horse_racing.screen.texts import LONGEST_SENTENCE, plain, sentences, shown, sized
from horse_racing.screen.touch import Target, Touch

# No day has more that anybody would look through; a screen with more would be too large to send.
MOST_RACES, MOST_ITEMS = 16, 40

_MILLISECONDS = 1000


def card_screen(to_show: ToShow, answer: TrackAnswer) -> Screen:
    """Show the races of the answer's track and day, beside what is said of them."""
    card, written = to_show.card or Card(()), to_show.words.written()
    races = list(_races(to_show, answer, card))
    return Screen(
        "card",
        {
            **heading(to_show, answer),
            "sentence": sentences(*to_show.sentences),
            "hint": to_show.hint(_advice(to_show, answer, races)),
            "now": _epoch(to_show.hearing.now),
            "minutesToPost": written.MINUTES_TO_POST,
            "postNow": written.POST_TIME_NOW,
            "races": races,
        },
    )


def heading(to_show: ToShow, answer: TrackAnswer, *more: str) -> dict[str, Any]:
    """Return what stands above everything about a track: its name, the day, and how old the data is."""
    written, now = to_show.words.written(), to_show.hearing.now
    as_of = written.as_of(answer.as_of, answer.track, now) if answer.as_of else ""
    subtitle = " · ".join(filter(None, (*more, written.day(answer.when, answer.track, now))))
    return {**sized("title", answer.track.name), "subtitle": shown(subtitle, LONGEST_SENTENCE), "note": as_of}


def _races(to_show: ToShow, answer: TrackAnswer, card: Card) -> Iterator[dict[str, Any]]:
    when, now, written = answer.when, to_show.hearing.now, to_show.words.written()
    ahead = () if when.is_past else still_to_run(card.standing, now)
    # Post times move, so with older data no race is the next one for certain.
    coming = None if when.is_future or card.as_of else earliest(ahead)
    for race in card.races[:MOST_RACES]:
        state = _state(race, ahead, coming)
        number, post = str(race.number or ""), written.post_time(race.post_time, answer.track)
        name, kind, is_told = written.race_name(race), written.kind_and_way(race), written.state(state)
        target = Target.RESULT if state == "over" else Target.RUNNERS
        touch = Touch(target, answer.track.code, when.day, race.number or 0)
        yield {
            "number": number,
            "time": post,
            "post": _epoch(race.post_time) if race.post_time and race is coming else 0,
            "kind": shown(kind),
            **sized("name", name),
            "grade": written.grade(race),
            "state": state,
            "stateText": is_told,
            "label": plain(written.label(written.race_number(race.number), is_told, post, name, kind)),
            **touched(touch if race.number else None),
        }


def _advice(to_show: ToShow, answer: TrackAnswer, races: list[dict[str, Any]]) -> str:
    """Return what to ask next about these races: who runs in the next one, else who won, else when there are some.

    A question of its own would be about today.
    """
    written = to_show.words.written()
    ahead = next((each["number"] for each in races if each["state"] in {"next", "coming"} and each["number"]), None)
    if all(each["state"] == "cancelled" for each in races):
        return written.ask_for_next_day(answer.track)
    if answer.when.day != answer.when.today:
        first = next((each["number"] for each in races if each["number"]), None)
        return written.ask_about_race(int(first)) if first else ""
    return written.ask_for_runners(int(ahead)) if ahead else written.ASK_WHO_WON


def _state(race: Race, ahead: tuple[Race, ...], coming: Race | None) -> str:
    if race.is_cancelled:
        return "cancelled"
    if race is coming:
        return "next"
    return "coming" if any(race is each for each in ahead) else "over"


def _epoch(instant: datetime) -> int:
    """Return milliseconds since 1970, as a document counts time."""
    return int(instant.timestamp() * _MILLISECONDS)


def welcome_screen(to_show: ToShow) -> Screen:
    """Show what is said, and what can be touched instead of being named."""
    written = to_show.words.written()
    return Screen(
        "welcome",
        {
            **sized("title", written.SKILL),
            "subtitle": "",
            "note": "",
            "sentence": sentences(*to_show.sentences),
            "hint": to_show.hint(written.ASK_FOR_TRACKS),
            "items": [
                {**sized("text", choice.text), "label": plain(choice.text), **touched(choice.touch)}
                for choice in to_show.choices[:MOST_ITEMS]
            ],
        },
    )
