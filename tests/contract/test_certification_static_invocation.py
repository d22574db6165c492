"""Certification, the invocation name. Each test is named after its id; whether it is heard well is for a person."""

import re

from tests.support.skill_package import NAME

WORDS = NAME.split()


def test_inv_01_the_name_has_two_words_or_more_of_letters() -> None:
    # A letter with a period is an abbreviation, an apostrophe belongs to a possessive.
    assert re.fullmatch(r"(?:[a-z]{2,}(?:'s)?|[a-z]\.)(?: (?:[a-z]{2,}(?:'s)?|[a-z]\.))+", NAME)


def test_inv_02_the_name_launches_nothing() -> None:
    launching = {"launch", "ask", "tell", "open", "load", "begin", "enable", "start", "run", "play", "use", "resume"}
    assert not launching & set(WORDS)
    assert "talk to" not in NAME


def test_inv_03_the_name_wakes_no_device_and_does_not_say_what_it_is() -> None:
    assert not {"alexa", "amazon", "echo", "computer", "skill", "skills", "app", "apps"} & set(WORDS)


def test_inv_04_the_name_has_no_word_that_leads_to_a_request() -> None:
    leading = {"to", "from", "in", "using", "with", "about", "for", "that", "by", "if", "and", "whether"}
    assert not leading & set(WORDS)


def test_inv_05_a_name_of_two_words_would_need_two_words_with_a_meaning() -> None:
    little = {"the", "a", "an", "for", "to", "of", "about", "up", "by", "at", "off", "with"}
    assert len(WORDS) > 2 or not little & set(WORDS)
