"""The same story and the same quote in other articles, by way of the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.reader import Reader
from store.articles.entry import Entry
from store.articles.library import Library
from store.articles.sources import Loaded
from store.catalogue.catalogue import Catalogue
from store.catalogue.elsewhere import appearances, repeats, same_story

STORY = """Moscow rejects the plan for the bridge

“We will not accept a bridge that nobody in this city has asked for,” Foreign Minister Sergey Lavrov said on Monday.

The plan was drawn up by the council in Bergen in the spring, and the two governments have talked about it since then in
three meetings in Oslo, of which the last ended without a word to the press.

Engineers say that the first piers could stand in four years, at a cost of nine hundred million, if work began in May.

The ferry has carried eleven thousand people a day since January, more than ever before in its hundred years.
"""
OTHER = """Lavrov: no bridge

Moscow will have no bridge, its foreign minister says.

“We won't accept a bridge that nobody has asked for,” Sergey Lavrov told reporters.
"""
CUT = STORY[STORY.index("Engineers") : STORY.index("The ferry")]
RETOLD = STORY.replace("Moscow rejects the plan for the bridge", "Bridge plan rejected").replace(CUT, "")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made, reader = Library(tmp_path), Reader()
    for name, text in (("a", STORY), ("b", RETOLD), ("c", OTHER), ("d", "Ferry late\n\nIt was late.\n")):
        entry = made.keep(Loaded(f"{name}.txt", name, text, location=f"/{name}.txt"))
        made.keep_reading(entry.key, reader.read(text, id=name, source=f"{name}.txt"))
    return made


def entry(library: Library, name: str) -> Entry:
    """The article from the file called `name`."""
    return next(each for each in library.entries() if each.source == f"{name}.txt")


def test_the_same_story_is_found_from_either_side_and_leaves_with_its_text(library: Library) -> None:
    ((other, share),) = same_story(library, entry(library, "a").key)
    assert (other.source, share > 0.9) == ("b.txt", True)
    assert [each.source for each, _ in same_story(library, entry(library, "b").key)] == ["a.txt"]
    assert same_story(library, entry(library, "c").key) == []
    library.keep(Loaded("b.txt", "b", OTHER + "\nMore.\n", location="/b.txt"))
    assert same_story(library, entry(library, "a").key) == []


def test_lists_say_how_many_tell_it_and_the_group_is_a_filter(library: Library) -> None:
    from datetime import UTC, datetime

    from store.catalogue.query import parse

    catalogue = Catalogue(library.home, library)
    catalogue.refresh()
    assert catalogue.index() == 0
    counts = {listed.source: listed.retelling_count for listed in catalogue.changed(0)}
    assert counts == {"a.txt": 1, "b.txt": 1, "c.txt": 0, "d.txt": 0}
    now = datetime.now(UTC)
    pair = {entry(library, "a").key, entry(library, "b").key}
    for line in ("retold", f"story:{entry(library, 'a').key}", f"story:{entry(library, 'b').key}"):
        assert set(catalogue.search(parse(line, now), now)) == pair
    assert catalogue.search(parse("story:nothing", now), now) == []
    catalogue.close()


def test_a_quote_is_found_in_another_wording(library: Library) -> None:
    found = repeats(
        library, "We will not accept a bridge that nobody in this city has asked for", exclude=entry(library, "a").key
    )
    assert [(each.entry.source, round(each.likeness, 2)) for each in found] == [("b.txt", 1.0), ("c.txt", 0.9)]
    differing = [(each.one.strip(), each.other.strip()) for each in found[1].wording if not each.same]
    assert differing == [("will not", "won't"), ("in this city", "")]
    assert repeats(library, "Nothing of the kind was ever said by anyone") == []
    assert repeats(library, "— …") == []


def test_an_actor_is_found_by_the_index_as_by_looking_at_all(library: Library, tmp_path: Path) -> None:
    reading = library.reading(entry(library, "a").version)
    assert reading is not None
    lavrov = next(actor for actor in reading.actors if actor.name == "Sergey Lavrov")
    found = [each.entry.source for each in appearances(library, lavrov, exclude=entry(library, "a").key)]
    assert sorted(found) == ["b.txt", "c.txt"]
    (tmp_path / "desk.sqlite").unlink()
    (tmp_path / "desk.sqlite").mkdir()  # no index is to be had
    without_index = appearances(library, lavrov, exclude=entry(library, "a").key)
    assert sorted(each.entry.source for each in without_index) == sorted(found)
    assert [each.entry.source for each in repeats(library, "we will not accept a bridge that nobody has asked for")]
