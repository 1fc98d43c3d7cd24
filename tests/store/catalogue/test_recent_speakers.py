"""Who speaks in recent articles: summed over the desk, a story once, old articles and damage left out."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.articles.library import Library
from store.articles.sources import Loaded
from store.catalogue.catalogue import Catalogue
from store.catalogue.recent_speakers import RecentSpeakers, recent_speakers
from tui.presenters.dashboard_rows import speaker_rows

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def preview(*voices: tuple[str, bool, int], words: int) -> str:
    made = [
        {"name": name, "unnamed": unnamed, "colour": 0, "direct": count, "mixed": 0, "indirect": 0}
        for name, unnamed, count in voices
    ]
    return json.dumps({"voices": made, "words": words})


def test_words_are_summed_over_recent_articles(tmp_path: Path) -> None:
    library = Library(tmp_path, lambda: NOW)
    days = {"a": 1, "b": 2, "old": 9, "damaged": 1, "retold": 3}
    keys = {}
    for name in days:
        text = f"Article {name}.\n"
        loaded = Loaded(name, f"https://x.example/{name}", text, name, location=f"https://x.example/{name}")
        keys[name] = library.keep(loaded).key
    catalogue = Catalogue(tmp_path, library)
    catalogue.refresh()
    made = {
        "a": preview(("Ann Lee", False, 30), ("an official", True, 10), words=50),
        "b": preview(("Ann Lee", False, 10), ("Bo Dahl", False, 20), words=30),
        "old": preview(("Cy Moe", False, 900), words=900),
        "damaged": "{",
        "retold": preview(("Ann Lee", False, 30), ("an official", True, 10), words=50),
    }
    with catalogue.ask() as base:
        for name, line in made.items():
            (id,) = base.execute("SELECT id FROM articles WHERE key = ?", (keys[name],)).fetchone()
            moment = (NOW - timedelta(days=days[name])).strftime("%Y-%m-%dT%H:%M:%SZ")
            base.execute("UPDATE articles SET moment = ? WHERE id = ?", (moment, id))
            base.execute("INSERT OR REPLACE INTO previews VALUES (?, ?)", (id, line))
            if name in ("a", "retold"):
                base.execute("INSERT INTO stories VALUES (?, 1)", (id,))
        found = recent_speakers(base, NOW)
    catalogue.close()
    assert found == RecentSpeakers({"Ann Lee": (40, 0, 0), "Bo Dahl": (20, 0, 0)}, (10, 0, 0), 80)
    assert [(row.name, row.share, row.named) for row in speaker_rows(found)] == [
        ("Ann Lee", 50, True), ("Bo Dahl", 25, True), ("unnamed", 12, False),
    ]  # fmt: skip


def test_no_one_speaks_on_an_empty_desk(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path, Library(tmp_path))
    with catalogue.ask() as base:
        assert speaker_rows(recent_speakers(base, NOW)) == []
    catalogue.close()
