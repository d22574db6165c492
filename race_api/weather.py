"""The weather at a track on one day, and what it makes of the track."""

from datetime import datetime
from typing import Any, NamedTuple

from race_api import conditions, traps
from race_api.cards import Card
from race_api.conditions import Condition, Surface

_SHOWERS = "Showers"
_FORECASTS = ("Sunny", "Partly Sunny", "Mostly Cloudy", _SHOWERS)
# What it is like by the time of the first race: mostly what was forecast.
_TURNS = {
    "Sunny": ("Sunny", "Clear", "Mostly Sunny"),
    "Partly Sunny": ("Partly Sunny", "Mostly Sunny", "Cloudy"),
    "Mostly Cloudy": ("Mostly Cloudy", "Cloudy", "Overcast"),
    _SHOWERS: ("Showers", "Light Rain", "Cloudy"),
}


class _Forecast(NamedTuple):
    """What is forecast; the same degrees are a number on some cards and text on others."""

    high: int
    description: str
    written_high: int | str
    precipitation: int | str


def weather(card: Card, now: datetime) -> dict[str, Any] | None:
    """Return the weather on a card: numbers, text or "" for the same fields, and none at all now and then."""
    forecast = _forecast(card)
    if forecast is None:
        return None
    is_told = card.meet.track_id not in traps.NO_TEMPERATURES
    return {
        "forecast_weather_description": forecast.description,
        "forecast_high": forecast.written_high if is_told else "",
        "forecast_low": forecast.high - 20 if is_told else "",
        "forecast_precipitation": forecast.precipitation,
        "current_weather_description": _current(card, forecast.description) if has_begun(card, now) else "",
    }


def weather_of_results(card: Card) -> dict[str, Any]:
    """Return the weather among results: it has two fields more, and is never missing."""
    forecast = _forecast(card) or _Forecast(75, "Mostly Cloudy", 75, "")
    return {
        "current_temperature": str(forecast.high - 2),
        "current_weather_description": _current(card, forecast.description),
        "date": card.meet.day.isoformat(),
        "forecast_high": forecast.high,
        "forecast_low": forecast.high - 20,
        "forecast_precipitation": "",
        "forecast_weather_description": forecast.description,
    }


def has_begun(card: Card, now: datetime) -> bool:
    """Tell whether the first race is due: until then nobody says what the day is like."""
    return bool(card.races) and now >= card.races[0].post


def condition(card: Card, surface: Surface) -> Condition:
    """Return the condition of the track for races on that surface."""
    forecast = _forecast(card)
    is_turf = surface in (conditions.TURF, conditions.INNER_TURF)
    if forecast is None or forecast.description != _SHOWERS or surface == conditions.ALL_WEATHER:
        return conditions.FIRM if is_turf else conditions.FAST
    return card.chance("condition", surface.code).choice(conditions.WET_TURF if is_turf else conditions.WET_DIRT)


def _forecast(card: Card) -> _Forecast | None:
    chance = card.chance("weather")
    if chance.random() < 0.15:  # noqa: PLR2004 - about one card of seven
        return None
    high = chance.randint(55, 95)
    return _Forecast(
        high, chance.choice(_FORECASTS), chance.choice((high, str(high))), chance.choice((0, 10, "40", ""))
    )


def _current(card: Card, forecast: str) -> str:
    return card.chance("weather now").choice(_TURNS[forecast])
