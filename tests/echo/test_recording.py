"""The picture of a conversation in the README."""

from tools.recording import RECORDING, ROOT, recorded


def test_the_picture_in_the_readme_shows_what_the_skill_says_now() -> None:
    assert recorded() == RECORDING.read_text(encoding="utf-8"), "make recording draws it anew"
    assert f'src="{RECORDING.relative_to(ROOT)}"' in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_picture_loads_nothing() -> None:
    assert "url(http" not in RECORDING.read_text(encoding="utf-8")
