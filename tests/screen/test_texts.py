"""Texts as they may stand on a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from horse_racing.screen.texts import LONGEST_NAME, LONGEST_SENTENCE, plain, sentences, shown, sized


def test_markup_and_expressions_in_a_name_are_shown_as_what_they_are() -> None:
    assert shown("Oak & <b>Ivy</b> ${viewport.width}") == "Oak &amp; &lt;b&gt;Ivy&lt;/b&gt; $ {viewport.width}"


def test_what_a_screen_reads_aloud_has_no_entities_and_no_expressions() -> None:
    assert plain("Oak & Ivy ${elapsedTime}") == "Oak & Ivy $ {elapsedTime}"


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_no_text_holds_markup_an_expression_or_a_control_character(text: str) -> None:
    written = shown(text)
    assert not {"<", ">"} & set(written)
    assert "${" not in written
    assert "${" not in plain(text)
    assert plain(text).isprintable() or not text.isprintable()
    assert len(plain(text, LONGEST_NAME)) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("name", "size"),
    [("", "short"), ("Turf & Paradise!", "short"), ("Tampa Bay Downs By Sea", "medium"), ("W" * 29, "long")],
)
def test_the_length_class_is_that_of_the_text_as_it_is_read(name: str, size: str) -> None:
    assert sized("horse", name) == {"horse": shown(name), "size": size}


def test_a_name_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert shown("Long " * 20).endswith("…")


def test_sentences_are_shown_whole_as_many_as_there_is_room_for() -> None:
    short = "One two three."
    assert sentences(short, "x" * LONGEST_SENTENCE) == short
    assert sentences(short, short) == f"{short} {short}"
    assert len(sentences("x" * 1000)) == LONGEST_SENTENCE
    assert sentences() == ""
