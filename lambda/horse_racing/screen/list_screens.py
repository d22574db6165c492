"""Screens that list what can be chosen: tracks, stakes races, horses of one name."""

from collections.abc import Iterator
from typing import Any

from horse_racing.racing.answers import TrackAnswer, TracksAnswer, TracksRacing
from horse_racing.racing.answers_about_races import SeveralStakes
from horse_racing.racing.card_answers import NextStakes, SeveralHorses, StakesAround, StakesOfDay, TracksRunning
from horse_racing.racing.cards import Race
from horse_racing.racing.tracks import Track
from horse_racing.screen.day_screens import MOST_ITEMS, heading
from horse_racing.screen.screens import Screen, ToShow, touched
from horse_racing.screen.texts import plain, sentences, shown, sized
from horse_racing.screen.touch import Target, Touch
from horse_racing.speech.spoken import AskMore


def list_screen(to_show: ToShow, answer: TrackAnswer | TracksAnswer) -> Screen:
    """Show what an answer lists, as far as there is room, also what is told only after "more"."""
    written, now = to_show.words.written(), to_show.hearing.now
    items = list(_items(to_show, answer))[:MOST_ITEMS]
    if isinstance(answer, TrackAnswer):
        above = heading(to_show, answer)
    else:
        note = written.as_of(answer.as_of, None, now) if answer.as_of else ""
        above = {**sized("title", written.SKILL), "subtitle": shown(written.day(answer.when, None, now)), "note": note}
    more = {"text": written.MORE, "label": written.MORE, **touched(Touch(Target.MORE))}
    return Screen(
        "list",
        {
            **above,
            "sentence": sentences(*to_show.head),
            "hint": to_show.hint(written.CHOOSE_FIRST if items else written.ASK_FOR_TRACKS),
            "items": items,
            **({"more": more} if isinstance(to_show.reply, AskMore) else {}),
        },
    )


def _items(to_show: ToShow, answer: TrackAnswer | TracksAnswer) -> Iterator[dict[str, Any]]:
    match answer:
        case TracksRacing():
            yield from (_item(track.name, "", _races_at(track, answer)) for track in answer.tracks)
            yield from (_item(name, "", None) for name in answer.others)
        case TracksRunning():
            for each in answer.races:
                detail = _detail(to_show, each.track, each.race)
                yield _item(each.track.name, detail, _races_at(each.track, answer))
        case StakesAround():
            for each in answer.races:
                detail = " · ".join((each.track.name, _detail(to_show, each.track, each.race)))
                yield _item(_title(to_show, each.race), detail, _race_at(to_show, each.track, each.race))
        case TrackAnswer():
            yield from _of_track(to_show, answer)
        case SeveralHorses():
            for place, entry in enumerate(answer.entries, start=1):
                detail = " · ".join((entry.track.name, _detail(to_show, entry.track, entry.race)))
                horse = to_show.words.written().horse(entry.runner.horse)
                yield _item(horse, detail, Touch(Target.PLACE, number=place))


def _of_track(to_show: ToShow, answer: TrackAnswer) -> Iterator[dict[str, Any]]:
    match answer:
        case StakesOfDay():
            yield from (_stakes(to_show, answer, race) for race in answer.races)
        case NextStakes():
            yield _stakes(to_show, answer, answer.race)
        case SeveralStakes():
            for place, race in enumerate(answer.races, start=1):
                detail = _detail(to_show, answer.track, race)
                yield _item(_title(to_show, race), detail, Touch(Target.PLACE, number=place))


def _stakes(to_show: ToShow, answer: TrackAnswer, race: Race) -> dict[str, Any]:
    detail = _detail(to_show, answer.track, race)
    return _item(_title(to_show, race), detail, _race_at(to_show, answer.track, race))


def _title(to_show: ToShow, race: Race) -> str:
    """Return a stakes race's name, or where it has none what else tells it."""
    written = to_show.words.written()
    return written.race_name(race) or written.race_number(race.number) or written.grade(race)


def _detail(to_show: ToShow, track: Track, race: Race) -> str:
    """Return "Grade 1 · Race 9 · 4:15 PM", without what is not known, and with a zone where no track heads the list."""
    written = to_show.words.written()
    post = written.post_time(race.post_time, track)
    if post and not isinstance(to_show.answer, TrackAnswer):
        post = f"{post} {written.zone(track, to_show.hearing.now)}"
    when = written.state("cancelled") if race.is_cancelled else post
    told = (written.grade(race), written.race_number(race.number), when)
    return " · ".join(filter(None, told))


def _races_at(track: Track, answer: TracksAnswer) -> Touch:
    return Touch(Target.RACES, track.code, answer.when.day)


def _race_at(to_show: ToShow, track: Track, race: Race) -> Touch | None:
    """Return the touch of a race: for who runs in it or, where it has been run, for who won."""
    if not race.number or to_show.answer is None:
        return None
    when = to_show.answer.when
    is_over = when.is_past or (not when.is_future and race.is_over(to_show.hearing.now))
    return Touch(Target.RESULT if is_over else Target.RUNNERS, track.code, when.day, race.number)


def _item(text: str, detail: str, touch: Touch | None) -> dict[str, Any]:
    label = ", ".join((text, *detail.split(" · "))) if detail else text
    return {**sized("text", text), "detail": shown(detail, 80), "label": plain(label), **touched(touch)}
