"""The archive of fetched pages: what is deleted when it is old, and what stays."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.web import originals
from store.web.pages import Fetched

URL = "https://a.example/story"
JUNE = datetime(2026, 6, 1, tzinfo=UTC)


def fetch(home: Path, day: str, body: bytes, *, url: str = URL, requested: str = "", kind: str = "text/html") -> None:
    """A page as it was fetched on a day."""
    originals.keep(home, Fetched(url, kind, body, requested or url, (), f"{day}T10:00:00Z"))


def files(home: Path) -> set[str]:
    """The archive's files, by date and ending."""
    return {f"{path.name[:8]}{path.suffix}" for path in (home / "archive").rglob("*") if path.is_file()}


def test_old_states_go_and_the_last_of_each_url_stays(tmp_path: Path) -> None:
    fetch(tmp_path, "2026-01-01", b"one")
    fetch(tmp_path, "2026-02-01", b"two")
    fetch(tmp_path, "2026-07-01", b"three")
    fetch(tmp_path, "2026-01-05", b"only", url="https://a.example/old")
    assert originals.expire(tmp_path, JUNE) == 2
    assert files(tmp_path) == {"20260701.json", "20260701.html", "20260105.json", "20260105.html"}
    last = originals.latest(tmp_path, "https://a.example/old")
    assert last is not None
    assert last.fetched(URL) is not None


def test_a_body_stays_while_a_record_names_it(tmp_path: Path) -> None:
    fetch(tmp_path, "2026-01-01", b"same")
    fetch(tmp_path, "2026-07-01", b"same")
    fetch(tmp_path, "2026-01-01", b"target", url="https://a.example/b", requested="https://a.example/redirects")
    fetch(tmp_path, "2026-07-01", b"newer", url="https://a.example/b")
    originals.expire(tmp_path, JUNE)
    for url in (URL, "https://a.example/b", "https://a.example/redirects"):
        last = originals.latest(tmp_path, url)
        assert last is not None
        assert last.fetched(url) is not None, url


def test_a_page_of_json_is_no_record(tmp_path: Path) -> None:
    fetch(tmp_path, "2026-01-01", b'{"schema": "x"}', kind="application/json")
    fetch(tmp_path, "2026-01-02", b'{"schema": "x"}', kind="application/json")
    assert originals.expire(tmp_path, JUNE) == 1
    last = originals.latest(tmp_path, URL)
    assert last is not None
    assert last.fetched(URL) is not None


@pytest.mark.parametrize("damage", ["link", "rubbish"])
def test_what_was_planted_is_not_followed(tmp_path: Path, damage: str) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside"
    outside.mkdir()
    (outside / "20250101T000000Z-12345678.html").write_text("precious")
    fetch(home, "2026-01-01", b"one")
    fetch(home, "2026-01-02", b"two")
    if damage == "link":
        (home / "archive" / "0123456789abcdef").symlink_to(outside)
    else:
        (next((home / "archive").iterdir()) / "20250101T000000Z-00000000.json").write_text("{broken")
    originals.expire(home, JUNE)
    assert (outside / "20250101T000000Z-12345678.html").exists()
    assert originals.latest(home, URL) is not None


def test_an_empty_archive_is_nothing_to_do(tmp_path: Path) -> None:
    assert originals.expire(tmp_path, JUNE) == 0
