"""The colors of saddlecloths."""

import pytest

from horse_racing.screen.saddlecloths import saddlecloth

# What a text needs to be read (WCAG 2, level AA).
READABLE = 4.5


def luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("number", [*map(str, range(1, 21)), ""])
def test_the_numeral_can_be_read_on_its_cloth(number: str) -> None:
    assert contrast(*saddlecloth(number)) >= READABLE


def test_every_number_up_to_twenty_has_a_cloth_of_its_own() -> None:
    assert len({saddlecloth(str(number)) for number in range(1, 21)}) == 20


def test_the_first_four_are_red_white_blue_and_yellow() -> None:
    cloths = [saddlecloth(str(number)).cloth for number in range(1, 5)]
    strongest = [[channel > "80" for channel in (cloth[1:3], cloth[3:5], cloth[5:])] for cloth in cloths]
    assert strongest == [[True, False, False], [True, True, True], [False, False, True], [True, True, False]]


def test_a_coupled_entry_wears_the_cloth_of_its_number() -> None:
    assert saddlecloth("1A") == saddlecloth("1")


@pytest.mark.parametrize("number", ["", "0", "21", "A", "1AB", "<b>"])
def test_what_has_no_cloth_of_its_own_has_a_plain_one(number: str) -> None:
    assert saddlecloth(number) == saddlecloth("nothing")
