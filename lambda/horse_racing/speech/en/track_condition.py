"""The condition of the track and the weather there, in words."""

from horse_racing.racing.card_answers import TrackCondition
from horse_racing.racing.cards import Weather
from horse_racing.speech.en.race_phrases import raised
from horse_racing.speech.en.race_words import plain_phrase, surface
from horse_racing.speech.en.telling import Facts, facts_of
from horse_racing.speech.en.words import day_phrase, series
from horse_racing.speech.spoken import Hearing


@facts_of.register
def _(answer: TrackCondition, hearing: Hearing) -> Facts:  # noqa: ARG001 - all of them are called alike
    where = f"at {answer.track.name}"
    # Of today it is said as what it is now.
    when = "" if answer.when.day == answer.when.today else f" {day_phrase(answer.when)}"
    known = [(_surface(name), plain_phrase(text)) for name, text in answer.conditions if plain_phrase(text)]
    weather = _weather(answer)
    if known:
        verb = "was" if answer.when.is_past else "is"
        (first, condition), *others = known
        parts = [f"{first} {where}{when} {verb} {condition}", *(f"{name} {verb} {text}" for name, text in others)]
        # Two sentences in one need their comma.
        first_sentence = f"{raised(parts[0])}, and {parts[1]}" if len(parts) == 2 else raised(series(parts))  # noqa: PLR2004
        return Facts((f"{first_sentence}.", *weather))
    yet = "" if answer.when.is_past else " yet"
    if weather or answer.when.is_past:
        return Facts((f"The condition of the track {where}{when} isn't listed{yet}.", *weather))
    return Facts((f"The condition of the track and the weather {where}{when} aren't listed{yet}.",))


def _surface(name: str) -> str:
    return f"the {surface(name) or plain_phrase(name) or 'track'}"


def _weather(answer: TrackCondition) -> tuple[str, ...]:
    """Say what the weather is there and will be, as far as either is known."""
    weather = answer.weather
    if weather is None or answer.when.is_past:
        return ()
    now = "" if answer.as_of or answer.when.is_future else plain_phrase(weather.now)
    current = f"The weather there is {now} right now." if now else ""
    return tuple(filter(None, (current, _forecast(weather))))


def _forecast(weather: Weather) -> str:
    forecast = plain_phrase(weather.forecast)
    high = (
        "" if weather.high is None else f"a high of {weather.high} {'degree' if abs(weather.high) == 1 else 'degrees'}"
    )
    if forecast:
        return f"The forecast there is {forecast}{f', with {high}' if high else ''}."
    return f"The forecast there is {high}." if high else ""
