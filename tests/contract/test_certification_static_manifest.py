"""Certification, the manifest: what the store shows and what Amazon asks of it. Each test is named after its id."""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from samtranslator.yaml_helper import yaml_parse

from tests.support.skill_package import (
    CODE,
    CUSTOM,
    DESCRIPTION,
    EXAMPLES,
    MANIFEST,
    NAME,
    PACKAGE,
    PUBLISHING,
    ROOT,
    SPOKEN,
    STORE,
    TESTING,
    TRACK_NAMES,
    attributes_in,
    modules_imported_in,
    opens,
    quoted,
    strings_in,
    texts,
    understood,
)
from tools.icons import SIZES, SOURCE, fingerprint

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PRIVACY: dict[str, Any] = MANIFEST["privacyAndCompliance"]
PAGES: dict[str, str] = PRIVACY["locales"]["en-US"]
TEMPLATE: dict[str, Any] = yaml_parse((ROOT / "template.yaml").read_text(encoding="utf-8"))
AMAZONS = re.compile(r"\b(?:amazon|alexa|aws|echo|kindle|prime|fire)\b", re.IGNORECASE)
# Names of others, as far as racing is concerned: events, leagues, data services and bookmakers.
OTHERS = re.compile(
    r"kentucky derby|preakness|belmont stakes|triple crown|breeders|royal ascot|jockey club|nyra|equibase|brisnet"
    r"|daily racing form|twinspires|fanduel|draftkings|betmgm|tvg|xpressbet|bet365|stronach",
    re.IGNORECASE,
)
TEMPLATES = re.compile(
    r"hello,? world|lorem ipsum|sample (?:short|full|skill|custom|testing|description|utterance)|\btodo\b|change ?me"
    r"|placeholder|your (?:skill|invocation)|<[^>]+>|\bxxx|space facts|cake walk|greeter",
    re.IGNORECASE,
)
# The prefix of a directive's type or of a request's, and the interface that must be declared for it.
INTERFACES = {
    "Alexa.Presentation.APL": "ALEXA_PRESENTATION_APL",
    "Alexa.Presentation.HTML": "ALEXA_PRESENTATION_HTML",
    "AudioPlayer": "AUDIO_PLAYER",
    "CanFulfillIntentRequest": "CAN_FULFILL_INTENT_REQUEST",
    "CustomInterfaceController": "CUSTOM_INTERFACE",
    "Display": "RENDER_TEMPLATE",
    "GadgetController": "GADGET_CONTROLLER",
    "GameEngine": "GAME_ENGINE",
    "Geolocation": "GEOLOCATION",
    "VideoApp": "VIDEO_APP",
}


def png_header(file: Path) -> tuple[int, ...]:
    """Return width, height, bits a channel and color type."""
    content = file.read_bytes()
    assert content.startswith(PNG_SIGNATURE + b"\0\0\0\x0dIHDR"), file
    return struct.unpack(">IIBB", content[16:26])


def png_chunks(file: Path) -> Iterator[tuple[bytes, bytes]]:
    content, start = file.read_bytes(), len(PNG_SIGNATURE)
    while start < len(content):
        (length,) = struct.unpack_from(">I", content, start)
        yield content[start + 4 : start + 8], content[start + 8 : start + 8 + length]
        start += length + 12


def icon_named_by(uri: str) -> Path:
    assert uri.startswith("file://assets/")
    return PACKAGE / uri.removeprefix("file://")


def test_man_01_the_store_shows_exactly_three_example_phrases() -> None:
    assert [len(locale["examplePhrases"]) for locale in PUBLISHING["locales"].values()] == [3]
    assert len(set(EXAMPLES)) == 3


@pytest.mark.parametrize(("text", "longest"), [("name", 50), ("summary", 160), ("description", 4000)])
def test_man_02_every_text_is_there_and_not_too_long(text: str, longest: int) -> None:
    for locale in PUBLISHING["locales"].values():
        assert 2 <= len(locale[text].strip()) <= longest


def test_man_02_the_manifest_and_the_models_have_the_same_locales() -> None:
    models = {model.stem for model in (PACKAGE / "interactionModels" / "custom").glob("*.json")}
    assert set(PUBLISHING["locales"]) == set(PRIVACY["locales"]) == models


@pytest.mark.parametrize(("icon", "size"), [("smallIconUri", 108), ("largeIconUri", 512)])
def test_man_03_icons_are_png_of_the_right_size(icon: str, size: int) -> None:
    for locale in PUBLISHING["locales"].values():
        assert png_header(icon_named_by(locale[icon])) == (size, size, 8, 6)


def test_man_03_icons_are_those_that_make_icons_draws() -> None:
    assert {icon_named_by(STORE[icon]).name for icon in ("smallIconUri", "largeIconUri")} == set(SIZES)
    for name in SIZES:
        chunks = list(png_chunks(PACKAGE / "assets" / name))
        assert (b"tEXt", SOURCE + b"\0" + fingerprint()) in chunks, "docs/icon.svg has changed: make icons"
        rows = zlib.decompress(b"".join(content for kind, content in chunks if kind == b"IDAT"))
        # A picture, and not an empty one: several colors, and a corner without any.
        assert len(set(rows)) > 20
        assert rows[1:5] == b"\0\0\0\0"


def test_man_04_the_category_is_one_of_amazons_for_sports() -> None:
    assert PUBLISHING["category"] in {"SPORTS_NEWS", "SPORTS_GAMES", "SCORE_KEEPING"}


def test_man_05_a_tester_is_told_step_by_step_what_to_say() -> None:
    assert 200 <= len(TESTING) <= 4000
    steps = [int(number) for number in re.findall(r"^(\d+)\. ", TESTING, re.MULTILINE)]
    assert steps == list(range(1, len(steps) + 1))
    assert len(steps) >= 5
    assert "No account" in TESTING


def test_man_06_the_five_privacy_questions_are_answered() -> None:
    questions = ("allowsPurchases", "usesPersonalInfo", "isChildDirected", "isExportCompliant", "containsAds")
    answers = {question: PRIVACY[question] for question in questions}
    assert answers.pop("isExportCompliant") is True
    # A track kept with an account's id, pseudonymous as that is, is personal.
    assert answers.pop("usesPersonalInfo") is True
    assert set(answers.values()) == {False}


def test_man_07_the_skill_is_available_everywhere_or_somewhere() -> None:
    assert isinstance(PUBLISHING["isAvailableWorldwide"], bool)
    assert PUBLISHING["isAvailableWorldwide"] != bool(PUBLISHING.get("distributionCountries"))


def test_man_07_listeners_with_another_english_get_the_skill_too() -> None:
    assert PUBLISHING["automaticDistribution"] == {
        "isActive": True,
        "sourceLocaleForLanguages": [{"language": "en", "sourceLocale": "en-US"}],
    }


def test_man_08_no_text_is_left_from_a_template() -> None:
    found = {
        text: hit[0]
        for file in PACKAGE.rglob("*.json")
        for text in texts(load(file))
        if (hit := TEMPLATES.search(text))
    }
    assert not found


def test_man_09_keywords_are_few_and_nobody_elses() -> None:
    keywords: list[str] = STORE["keywords"]
    assert 1 <= len(keywords) == len({keyword.lower() for keyword in keywords}) <= 30
    for keyword in keywords:
        assert 2 <= len(keyword) <= 150
        assert not AMAZONS.search(keyword), keyword
        assert not OTHERS.search(keyword), keyword
        assert not tracks_in(keyword), keyword


@pytest.mark.parametrize("page", ["privacyPolicyUrl", "termsOfUseUrl"])
def test_man_10_policy_and_terms_have_an_address_that_amazon_takes(page: str) -> None:
    for locale in PRIVACY["locales"].values():
        address = urlsplit(locale[page])
        assert address.scheme == "https"
        assert address.hostname
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", address.hostname)
        assert not re.search("alexa|amazon|aws", address.hostname)
        assert not address.query + address.fragment


@pytest.mark.parametrize("page", ["PRIVACY.md", "TERMS.md"])
def test_man_10_each_page_names_both_addresses(page: str) -> None:
    shown = re.findall(r"<(https://[^>]+)>", (ROOT / page).read_text(encoding="utf-8"))
    assert set(shown) == set(PAGES.values())


def test_man_10_the_policy_says_how_long_logs_are_kept() -> None:
    (days,) = {
        resource["Properties"]["RetentionInDays"]
        for resource in TEMPLATE["Resources"].values()
        if resource["Type"] == "AWS::Logs::LogGroup"
    }
    assert f"The log is deleted after {days} days" in " ".join((ROOT / "PRIVACY.md").read_text("utf-8").split())


def test_man_11_the_permissions_are_those_the_code_uses() -> None:
    # Alexa tells who speaks only to a skill that asks for it; nothing else that is read needs a permission.
    read = {text for module in CODE for text in strings_in(module)}
    assert ({"alexa::person_id:read"} if "personId" in read else set()) == {
        permission["name"] for permission in MANIFEST["permissions"]
    }
    assert not {"consentToken", "permissions", "scopes", "geolocation", "Geolocation"} & read


def test_man_11_alexas_services_are_asked_for_nothing_that_needs_a_permission() -> None:
    """The time zone and progressive responses are free; a call to anything else of the services would need one."""
    called = {name for module in CODE for name in attributes_in(module) if re.fullmatch(r"get_\w+_service", name)}
    assert called == {"get_ups_service", "get_directive_service"}
    asked = ("get_profile", "get_persons", "get_system")
    settings = {name for module in CODE for name in attributes_in(module) if name.startswith(asked)}
    assert settings == {"get_system_time_zone"}


def test_a_listener_who_disables_the_skill_is_reported_to_the_same_function() -> None:
    assert MANIFEST["events"] == {
        "endpoint": MANIFEST["apis"]["custom"]["endpoint"],
        "subscriptions": [{"eventName": "SKILL_DISABLED"}],
    }


def test_man_12_the_interfaces_are_those_the_code_uses() -> None:
    declared = {interface["type"] for interface in MANIFEST["apis"]["custom"].get("interfaces", [])}
    types = {text for module in CODE for text in strings_in(module) if re.fullmatch(r"[A-Z]\w+(\.[A-Z]\w+)*", text)}
    modules = {name for module in CODE for name in modules_imported_in(module)}
    used = {
        interface
        for prefix, interface in INTERFACES.items()
        if any(f"{kind}.".startswith(f"{prefix}.") for kind in types)
        or any(name.startswith(f"ask_sdk_model.interfaces.{prefix.lower()}") for name in modules)
    }
    assert declared == used


def test_man_13_the_description_shows_one_phrase_for_every_intent_and_names_no_other_feature() -> None:
    shown = {
        found.intent.name
        for phrase in quoted(DESCRIPTION)
        if not opens(phrase) and (found := understood(phrase)).intent
    }
    assert shown == {intent.name for intent in CUSTOM} | {"AMAZON.HelpIntent", "AMAZON.StopIntent"}


def test_man_13_the_description_is_made_of_sentences_about_a_skill() -> None:
    assert not re.search(r"\bapp\b", DESCRIPTION, re.IGNORECASE)
    assert re.search(r"\bskill\b", DESCRIPTION)
    assert "Nothing is needed to use the skill" in DESCRIPTION
    for line in filter(None, DESCRIPTION.splitlines()):
        assert re.fullmatch(r"(?:- )?[A-Z].*[.:]", line), line


def test_man_14_the_name_is_the_skills_own() -> None:
    for name in (STORE["name"], NAME):
        assert not AMAZONS.search(name)
        assert not OTHERS.search(name)
        assert not tracks_in(name)
        assert not re.search(r"\b(?:skill|app)\b", name, re.IGNORECASE)


def test_sec_02_only_alexa_may_call_the_function_and_only_for_this_skill() -> None:
    """What the transform makes of it, principal and token, is tested in test_template.py."""
    resources = TEMPLATE["Resources"].values()
    functions = [resource["Properties"] for resource in resources if resource["Type"] == "AWS::Serverless::Function"]
    events = [event for function in functions for event in function.get("Events", {}).values()]
    assert [(event["Type"], event["Properties"]) for event in events] == [
        ("AlexaSkill", {"SkillId": {"Ref": "SkillId"}})
    ]
    assert not [function for function in functions if "FunctionUrlConfig" in function]
    assert not {resource["Type"] for resource in resources} & {"AWS::Lambda::Permission", "AWS::Lambda::Url"}


def test_sec_03_the_endpoint_is_a_function_and_no_web_address() -> None:
    """Signatures and time stamps are for web services; Alexa calls a function through AWS, which checks the caller."""
    endpoint: dict[str, str] = MANIFEST["apis"]["custom"]["endpoint"]
    assert set(endpoint) == {"uri"}
    assert re.fullmatch(r"arn:aws:lambda:us-east-1:\d{12}:function:[\w-]{1,64}(?::[a-z][\w-]*)?", endpoint["uri"])


def test_pol_01_nothing_the_skill_says_speaks_of_betting() -> None:
    betting = re.compile(
        r"\b(?:bet(?:s|ting)?|wager\w*|gambl\w*|punt\w*|deposit\w*|stake|odds|payouts?)\b", re.IGNORECASE
    )
    # What is not done has to be named to say so. Odds are told as information, by one module, which can be taken out.
    allowed = {"about.py": r"I don't give tips or take bets", "odds_answers.py": r"\bodds\b", "written.py": r"\bodds\b"}
    said = [
        re.sub(allowed.get(module.name, "(?!)"), "", text, flags=re.IGNORECASE)
        for module in SPOKEN
        for text in strings_in(module)
    ]
    shown = [
        STORE["name"],
        STORE["summary"],
        *STORE["keywords"],
        *EXAMPLES,
        DESCRIPTION.replace("it takes no bets", "").replace("Odds are told as information", ""),
    ]
    assert len(said) > 100
    assert not [text for text in said + shown if betting.search(text)]


def test_pol_02_the_skill_is_not_for_children() -> None:
    assert PRIVACY["isChildDirected"] is False
    assert not PUBLISHING["category"].startswith(("CHILDREN", "KIDS"))


def test_pol_03_the_description_claims_no_tie_to_a_track() -> None:
    assert "not affiliated with any track" in DESCRIPTION


def test_pol_03_a_reviewer_is_told_whose_data_it_is() -> None:
    assert "The data is The Racing API's" in TESTING


def test_pol_05_nothing_comes_from_amazons_samples() -> None:
    words = [text for module in CODE for text in strings_in(module)]
    assert not [text for text in words if re.search(r"hello,? world|sample skill|\bfacts? skill", text, re.IGNORECASE)]


def test_the_command_line_tool_finds_the_package() -> None:
    resources = load(ROOT / "ask-resources.json")
    assert resources["askcliResourcesVersion"] == "2020-03-31"
    sources = {profile["skillMetadata"]["src"] for profile in resources["profiles"].values()}
    assert {(ROOT / source).resolve() for source in sources} == {PACKAGE}
    assert MANIFEST["manifestVersion"] == "1.0"


def load(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def tracks_in(text: str) -> set[str]:
    return {name for name in TRACK_NAMES if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)}
