import json
import stat
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from echo.device.envelopes import ACCOUNT, person_id
from echo.favorites import FileFavorites, Memory
from horse_racing.memory.favorites import Favorite, Favorites, FavoritesError, Listener
from horse_racing.racing.clock import Deadline
from tests.memory import test_dynamo_favorites as table
from tests.support.conversation import MODEL
from tests.support.fakes import MORNING, FakeClock, far_deadline

OWNER = Listener(ACCOUNT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "favorites.json"


@pytest.fixture
def container(path: Path) -> Callable[[], Favorites]:
    return lambda: FileFavorites(path)


class TestPromises(table.TestPromises):
    """They are those of the table that the deployed skill has."""


def told(favorites: Favorites) -> Favorite | None:
    return favorites.read(OWNER, MORNING, far_deadline())


def keep(favorites: Favorites, track: str = "TAM") -> None:
    favorites.keep(OWNER, track, MORNING, far_deadline())


def test_only_its_owner_can_read_the_file(path: Path) -> None:
    keep(FileFavorites(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_erasing_the_last_one_leaves_no_file(path: Path) -> None:
    favorites = FileFavorites(path)
    keep(favorites)
    favorites.erase(ACCOUNT, far_deadline())
    assert list(path.parent.iterdir()) == []


ITEM = {"user": ACCOUNT, "who": "account", "track": "TAM", "said": "2026-11-21", "expires": "2027-11-21"}


@pytest.mark.parametrize(
    "held",
    [
        "",
        "garbage",
        b"\xff\xfe",
        [],
        None,
        {},
        {"version": 2, "favorites": []},
        {"version": 1, "favorites": 7},
        {"version": 1, "favorites": ["TAM"]},
        {"version": 1, "favorites": [{"user": ACCOUNT}]},
        {"version": 1, "favorites": [ITEM | {"track": 7}]},
        {"version": 1, "favorites": [ITEM | {"said": 7}]},
        {"version": 1, "favorites": [ITEM | {"expires": "soon"}]},
        {"version": 1, "favorites": [ITEM | {"expires": "0001-01-01T00:00+14:00"}]},
        {"version": 1, "favorites": [ITEM | {"more": 7}]},
        "[" * 100_000,
    ],
    ids=repr,
)
def test_garbage_is_told_as_such_and_mended_by_the_next_track(path: Path, held: Any) -> None:
    path.parent.mkdir()
    path.write_bytes(
        held if isinstance(held, bytes) else (held if isinstance(held, str) else json.dumps(held)).encode()
    )
    favorites = FileFavorites(path)
    with pytest.raises(FavoritesError):
        told(favorites)
    with pytest.raises(FavoritesError):
        favorites.renew(OWNER, MORNING, far_deadline())
    favorites.forget(OWNER, far_deadline())
    keep(favorites)
    assert told(favorites) == Favorite("TAM")


def test_garbage_is_erased_too(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("garbage", encoding="utf-8")
    FileFavorites(path).erase(ACCOUNT, far_deadline())
    assert not path.exists()


def test_what_cannot_be_written_is_told_and_leaves_nothing_behind(path: Path) -> None:
    # Not even the owner of the machine can put a file where a folder is.
    path.mkdir(parents=True)
    with pytest.raises(FavoritesError, match="IsADirectoryError"):
        told(FileFavorites(path))
    favorites = FileFavorites(path.parent / "favorites.json" / "no-folder" / "favorites.json")
    (path / "no-folder").write_text("a file", encoding="utf-8")
    with pytest.raises(FavoritesError, match="NotADirectoryError"):
        keep(favorites)
    with pytest.raises(FavoritesError, match="NotADirectoryError"):
        favorites.erase(ACCOUNT, far_deadline())


def test_a_write_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    favorites = FileFavorites(path)
    keep(favorites)

    def full(_self: Path, _target: Path) -> Path:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(FavoritesError, match="OSError"):
            keep(favorites, "ARP")
    assert told(favorites) == Favorite("TAM")
    assert list(path.parent.iterdir()) == [path]


def keep_again_and_again(path: Path, person: str) -> int:
    """Keep tracks as one more program does; return how often the file could not be understood."""
    favorites, misread = FileFavorites(path), 0
    listener = Listener(ACCOUNT, person)
    for number in range(50):
        favorites.keep(listener, f"T{number}", MORNING + timedelta(seconds=number), far_deadline())
        try:
            favorites.read(listener, MORNING, far_deadline())
        except FavoritesError:
            misread += 1
    return misread


def test_several_programs_at_once_never_leave_half_a_file(path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(keep_again_and_again, [path] * 3, "ABC")) == [0, 0, 0]
    assert json.loads(path.read_text(encoding="utf-8"))["favorites"]
    assert list(path.parent.iterdir()) == [path]


def test_a_memory_tells_the_listeners_own_track_by_its_name(path: Path) -> None:
    favorites, clock = FileFavorites(path), FakeClock()
    favorites.keep(OWNER, "TAM", MORNING, far_deadline())
    favorites.keep(Listener(ACCOUNT, person_id("Ann")), "XYZ", MORNING, far_deadline())
    owner, ann, bob = (Memory(favorites, person, clock, MODEL) for person in (None, person_id("Ann"), person_id("Bob")))
    assert owner.told() == f"Tampa Bay Downs is remembered, in {path}; /forget erases it"
    assert owner.given() == "given they told her their track before: TAM"
    # The catalogue may have lost it since.
    assert ann.told().startswith("XYZ is remembered, in ")
    assert bob.told() == ""
    assert bob.given() == "given they told her no track before"
    path.write_text("garbage", encoding="utf-8")
    assert owner.told() == f"what was remembered cannot be read, in {path}; /forget erases it, or else delete it"
    assert owner.given() == ""


def test_a_place_at_home_is_told_shortly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    favorites = FileFavorites(tmp_path / "favorites.json")
    keep(favorites)
    assert "in ~/favorites.json;" in Memory(favorites, None, FakeClock(), MODEL).told()


def test_there_is_no_time_left_after_the_deadline(path: Path) -> None:
    with pytest.raises(FavoritesError, match="not done in time"):
        FileFavorites(path).read(OWNER, MORNING, Deadline.after(FakeClock(), 0))
