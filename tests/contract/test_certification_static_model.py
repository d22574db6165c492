"""Certification, the interaction model. Each test is named after its id.

test_interaction_model.py holds the model to what this skill wants of it (which intents, slots and tracks there are);
here it is held to what Amazon asks of any model.
"""

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # publishes no types

from echo.understanding.model import SLOT_IN_SAMPLE, Intent
from echo.understanding.phrases import BUILT_IN_PHRASES, EXIT_PHRASES
from echo.understanding.samples import Sample
from echo.understanding.words import spoken
from tests.support.conversation import MODEL
from tests.support.overlaps import Overlaps
from tests.support.skill_package import CODE, CUSTOM, NAME, PACKAGE, ROOT, strings_in, understood

FILES = sorted((PACKAGE / "interactionModels" / "custom").glob("*.json"))
DOCUMENTS: dict[str, dict[str, Any]] = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in FILES}
SCHEMA = Draft202012Validator(
    json.loads((ROOT / "tests" / "contract" / "interaction-model.schema.json").read_text(encoding="utf-8"))
)
SAMPLES = tuple(Sample.parse(intent, text) for intent in MODEL.intents for text in intent.samples)
OWN = tuple(sample for sample in SAMPLES if not sample.intent.built_in)
ADDED = tuple(sample for sample in SAMPLES if sample.intent.built_in)
BUILT_IN = {intent.name: intent for intent in MODEL.intents if intent.built_in}
# What Alexa itself brings along for the built-in intents, and the words on which the device leaves the skill.
PHRASES = tuple(
    Sample.parse(intent, phrase) for name, intent in BUILT_IN.items() for phrase in BUILT_IN_PHRASES.get(name, ())
)
EXITS = tuple(Sample.parse(Intent("(the device)"), phrase) for phrase in EXIT_PHRASES)
LEAVING = {"AMAZON.HelpIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent", "(the device)"}
OVERLAPS = Overlaps(MODEL)
# Of all races, the next one and the one with the purse are asked for so often that each has an intent.
OWN_INTENTS = {"NextRaceIntent", "NextStakesRaceIntent"}
# Types that take any words, so that nothing said would be left for another intent.
FREE_TEXT = {"AMAZON.SearchQuery", "AMAZON.LITERAL"}
# Something to say for each slot.
SAID = {
    "TrackName": "zia park",
    "RaceNumber": "five",
    "RaceDate": "tomorrow",
    "RaceName": "lantern cove mile",
    "HorseName": "velveteen lampshade",
    "Grade": "grade one",
    "Region": "kentucky",
    "Wager": "exacta",
}
# A single letter is a word of its own only in "a" and "i"; any other is part of an abbreviation, "a. b. c.".
WORD = r"(?:[a-z]{2,}(?:'[a-z]+)?|[a-z]+'[a-z]+|[ai]|[a-z]\.|{[A-Za-z_]+}(?:'s)?)"


def clashes(samples: tuple[Sample, ...], others: tuple[Sample, ...] | None = None) -> list[str]:
    """Return a line for each sample that shares an utterance with one of another intent.

    The samples are compared with the others, or with each other if there are none. What is a race or a day by nature
    is no clash of the model's, nor what asks for a race that has an intent of its own.
    """
    pairs = combinations(samples, 2) if others is None else product(samples, others)
    return [
        f'"{shared}" is "{one.text}" of {one.intent.name} and "{other.text}" of {other.intent.name}'
        for one, other in pairs
        if one.intent.name != other.intent.name
        and not is_race_or_day(one, other)
        and not is_race_with_its_own_intent(one, other)
        and (shared := OVERLAPS.between(one, other)) is not None
    ]


def is_race_or_day(one: Sample, other: Sample) -> bool:
    """Tell whether two samples differ only in what they take "the fifth" for: a race, or a day of the month.

    English has one phrase for both. It goes to the race, and the skill takes it for the day where it asked for one.
    """
    return any(
        day.text.replace("{RaceDate}", "the {RaceNumber}") == race.text != day.text
        for day, race in ((one, other), (other, one))
    )


def is_race_with_its_own_intent(one: Sample, other: Sample) -> bool:
    """Tell whether one sample asks for the next race or the stakes race, and the other for any race.

    "When is the fifth" cannot be asked for without "when is the next one". That goes to the sample which says it.
    """
    return any(
        own.intent.name in OWN_INTENTS and "{RaceNumber}" not in own.text and "{RaceNumber}" in any_race.text
        for own, any_race in ((one, other), (other, one))
    )


@pytest.mark.parametrize("locale", DOCUMENTS)
def test_im_01_the_model_has_the_form_amazon_reads(locale: str) -> None:
    assert not [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(DOCUMENTS[locale])]


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("languageModel", "invocationName"), None),
        (("languageModel", "intents", 0, "name"), "My Intent"),
        (("languageModel", "intents", 0, "samples"), []),
        (("languageModel", "intents", 0, "slots", 0, "type"), "a type"),
        (("languageModel", "types", 0, "values", 0, "name", "value"), "x" * 141),
        (("languageModel", "types", 0, "values", 0, "id"), ""),
        (("prompts",), [{"id": "has a space", "variations": []}]),
        (("dialogue",), {}),
    ],
)
def test_im_01_the_schema_notices_a_wrong_form(path: tuple[str | int, ...], wrong: object) -> None:
    document = copy.deepcopy(DOCUMENTS["en-US"])
    part: Any = document["interactionModel"]
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = wrong
    assert list(SCHEMA.iter_errors(document))


def test_im_02_the_built_in_intents_of_every_skill_are_there() -> None:
    needed = ("Help", "Stop", "Cancel", "Fallback", "NavigateHome")
    assert {f"AMAZON.{name}Intent" for name in needed} <= set(BUILT_IN)


def test_im_03_every_intent_has_samples() -> None:
    assert CUSTOM
    assert not [intent.name for intent in CUSTOM if not intent.samples]


def test_im_04_samples_and_values_are_spelled_as_amazon_wants() -> None:
    assert not [sample.text for sample in SAMPLES if not re.fullmatch(rf"{WORD}(?:[ -]{WORD})*", sample.text)]
    values = {text for values in MODEL.types.values() for value in values for text in (value.name, *value.synonyms)}
    # A number is written as one in a value, which teaches; a sample, which is compared, spells it.
    assert not [value for value in values if not re.fullmatch(r"[A-Za-z0-9]+(?:[ '-]+[A-Za-z0-9]+)*", value)]


def test_im_05_no_sample_wakes_launches_or_names_the_skill() -> None:
    # "Tell me" launches nothing: that takes the skill's name behind it.
    anywhere = re.compile(
        rf"\b(?:alexa|amazon|echo|computer|ask|tell(?! me\b)|open|launch|start|begin|load|enable|{NAME})\b"
    )
    first = re.compile(r"(?:run|play|use|resume|talk to) ")
    texts = [sample.text for sample in SAMPLES]
    assert not [text for text in texts if anywhere.search(text) or first.match(text)]


def test_im_06_no_sample_stands_twice() -> None:
    counted = Counter(spoken(sample.text) for sample in SAMPLES)
    assert not [text for text, count in counted.items() if count > 1]


def test_im_06_no_utterance_fits_two_intents_once_slots_are_filled() -> None:
    """Like test_interaction_model's comparison by slot types, but with the values themselves."""
    found = clashes(SAMPLES)
    assert not found


def test_im_06_what_is_a_race_or_a_day_is_understood_as_the_race() -> None:
    days = [sample for sample in OWN if "{RaceDate}" in sample.text]
    pairs = [(day, race) for day in days for race in OWN if is_race_or_day(day, race)]
    assert {"{RaceDate}", "what about {RaceDate}", "and {RaceDate}"} <= {day.text for day, _ in pairs}
    for day, race in pairs:
        said = day.text.format(RaceDate="the fifth", TrackName="saratoga")
        found = understood(said)
        assert found.intent == race.intent, said
        assert "RaceNumber=5 (5)" in str(found)
    # A day that no race can be is one.
    assert str(understood("the twenty fifth")) == "DayIntent RaceDate=2026-11-25"


def test_im_06_what_asks_for_the_next_race_or_the_stakes_race_is_understood_as_that() -> None:
    pairs = [
        (own, other)
        for own in OWN
        if own.intent.name in OWN_INTENTS
        for other in OWN
        if other.intent.name not in OWN_INTENTS and is_race_with_its_own_intent(own, other)
    ]
    shared = {said: own.intent for own, other in pairs if (said := OVERLAPS.between(own, other))}
    assert {"when is the next race", "what time is the stakes race"} <= set(shared)
    assert not [said for said, intent in shared.items() if understood(said).intent != intent]


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("how many races at {TrackName}", None),
        ("how many races at {TrackName} today", "how many races at ajax downs today"),
        ("how many races at zia park {RaceDate}", "how many races at zia park now"),
        ("{TrackName}'s races", None),
    ],
)
def test_im_06_a_clash_is_noticed(text: str, shared: str | None) -> None:
    (how_many,) = (intent for intent in CUSTOM if intent.name == "HowManyRacesIntent")
    one, other = (Sample.parse(how_many, sample) for sample in ("how many races at {TrackName} {RaceDate}", text))
    assert OVERLAPS.between(one, other) == OVERLAPS.between(other, one) == shared


def test_im_06_a_clash_is_noticed_in_a_possessive() -> None:
    (how_many,) = (intent for intent in CUSTOM if intent.name == "HowManyRacesIntent")
    one, other = (Sample.parse(how_many, sample) for sample in ("{TrackName}'s races", "zia park's races"))
    assert OVERLAPS.between(one, other) == "zia park's races"


def test_im_07_slots_are_declared_used_and_well_named() -> None:
    intents = {intent.name for intent in MODEL.intents}
    for intent in MODEL.intents:
        declared = {slot.name for slot in intent.slots}
        assert len(declared) == len(intent.slots)
        assert declared == {name for text in intent.samples for name in SLOT_IN_SAMPLE.findall(text)}, intent.name
        assert not declared & intents
        for slot in intent.slots:
            assert slot.type in MODEL.types or slot.type.startswith("AMAZON."), slot
    used = {slot.type for intent in CUSTOM for slot in intent.slots}
    assert set(MODEL.types) <= used


def test_im_08_no_slot_takes_free_text() -> None:
    """Stronger than asked: with no such slot there is none alone in a sample, and none twice."""
    assert not [slot for intent in CUSTOM for slot in intent.slots if slot.type in FREE_TEXT]


def test_im_09_a_value_is_short_and_means_one_thing() -> None:
    for name, values in MODEL.types.items():
        meanings = Counter(
            text for value in values for text in {spoken(text) for text in (value.name, *value.synonyms)}
        )
        assert not [text for text, count in meanings.items() if count > 1], name
        for value in values:
            texts = [spoken(text) for text in (value.name, *value.synonyms)]
            assert len(set(texts)) == len(texts), f"{value.name} has a synonym twice"
            assert all(1 <= len(text) <= 140 for text in texts)


def test_im_10_a_bare_slot_belongs_to_one_intent_and_a_type_of_its_own() -> None:
    bare = [
        (slot.type, intent.name) for intent in CUSTOM for slot in intent.slots if f"{{{slot.name}}}" in intent.samples
    ]
    assert bare
    assert len({slot_type for slot_type, _ in bare}) == len(bare), bare


@pytest.mark.parametrize("intent", CUSTOM, ids=lambda intent: intent.name)
def test_im_11_an_intent_is_asked_for_in_many_ways(intent: Intent) -> None:
    assert len(intent.samples) >= 10
    assert len({text.split()[0] for text in intent.samples}) >= 4


@pytest.mark.parametrize("intent", CUSTOM, ids=lambda intent: intent.name)
def test_im_11_an_intent_can_be_asked_for_together_with_the_skills_name(intent: Intent) -> None:
    texts = [text.replace("the {RaceNumber}", "the fifth") for text in intent.samples if re.match("(?:the|my) ", text)]
    # A few of them speak for all that begin alike.
    requests = [text.format_map(SAID) for text in texts[::6]]
    routed = [[understood(f"ask {NAME} {lead}{text}").intent for lead in ("", "for ", "about ")] for text in requests]
    # What is no thing to ask for is asked to be done.
    done = [understood(f"ask {NAME} to {text}").intent for text in intent.samples if not intent.slots]
    assert [intent] * 3 in routed or (done and set(done) == {intent})


def test_im_12_whatever_alexa_is_to_ask_for_has_its_prompts() -> None:
    """The skill asks in its own words, so there is no dialog model, and the code may not hand a dialog to Alexa.

    To tell it which names to listen for hands over none.
    """
    for document in DOCUMENTS.values():
        assert set(document["interactionModel"]) == {"languageModel"}
    said = {text for module in CODE for text in strings_in(module) if text.startswith("Dialog.")}
    assert said == {"Dialog.UpdateDynamicEntities"}


def test_im_13_possessives_and_abbreviations_are_written_as_they_are_heard() -> None:
    for sample in SAMPLES:
        assert not re.search(r"}(?!'s\b| |$)|} '|\bs'", sample.text), sample.text
    assert [sample.text for sample in SAMPLES if "}'s" in sample.text]


def test_im_14_every_value_has_an_id_and_every_language_the_same() -> None:
    ids = [
        {kind["name"]: [value["id"] for value in kind["values"]] for kind in language["types"]}
        for language in (document["interactionModel"]["languageModel"] for document in DOCUMENTS.values())
    ]
    assert all(len(set(values)) == len(values) for types in ids for values in types.values())
    assert all(types == ids[0] for types in ids)


def test_im_15_built_in_intents_carry_whole_phrases_of_their_own() -> None:
    assert not [sample.text for sample in ADDED if "{" in sample.text or len(sample.parts) > 6]
    found = clashes(ADDED, (*PHRASES, *EXITS))
    assert not found


def test_im_15_no_sample_takes_a_phrase_from_a_built_in_intent() -> None:
    found = clashes(OWN, tuple(phrase for phrase in PHRASES if phrase.intent.name not in LEAVING))
    # "Who's in the next" needs the value. Alone it is Amazon's, and the skill takes it for a race where it asked which.
    assert found == ['"next" is "{RaceNumber}" of RaceIntent and "next" of AMAZON.NextIntent']
    assert str(understood("next")) == "AMAZON.NextIntent"


def test_ux_12_help_stop_and_cancel_are_nobodys_slot_values() -> None:
    leaving = tuple(phrase for phrase in (*PHRASES, *EXITS, *ADDED) if phrase.intent.name in LEAVING)
    found = clashes(OWN, leaving)
    assert not found
    words = {spoken(phrase.text) for phrase in leaving}
    for values in MODEL.types.values():
        assert not words & {spoken(text) for value in values for text in (value.name, *value.synonyms)}


def test_ux_28_the_documents_are_of_the_version_asked_for_and_load_nothing() -> None:
    """Amazon's linter and its renderer look at them in tests/browser, where npm and a browser are at hand."""
    paths = (ROOT / "lambda").rglob("documents/*.json")
    documents = {path: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    assert len(documents) == 5
    for path, document in documents.items():
        assert (document["type"], document["version"]) == ("APL", "1.4"), path
        assert "import" not in document, path
        assert document["mainTemplate"]["parameters"] == ["screen"], path
        assert "http" not in path.read_text(encoding="utf-8"), path


def test_pol_06_the_skill_understands_requests_itself() -> None:
    assert len(CUSTOM) >= 3
    for intent in CUSTOM:
        literal = [text for text in intent.samples if SLOT_IN_SAMPLE.sub("", text).strip()]
        assert len(literal) >= 0.9 * len(intent.samples)


def test_every_intent_has_a_handler_and_every_handler_an_intent() -> None:
    handled = {text for text in strings_of_the_conversation() if re.fullmatch(r"(?:AMAZON\.)?\w+Intent", text)}
    assert sorted(handled) == sorted(intent.name for intent in MODEL.intents)


def test_an_intent_nobody_has_heard_of_is_handled_too() -> None:
    assert "IntentRequest" in set(strings_of_the_conversation())


def strings_of_the_conversation() -> Iterator[str]:
    """Yield the strings of the modules that route requests and decide about them, read without running them."""
    for module in sorted((ROOT / "lambda" / "horse_racing" / "skill").glob("*.py")):
        yield from strings_in(module)
