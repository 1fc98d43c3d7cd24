"""The registry: every machine format makes one file of one article or of many, the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Loaded
from store.interchange.export_formats import FORMATS
from store.interchange.machine_formats import MACHINE
from store.interchange.outgoing_notes import outgoing
from store.model.wire import Wire
from tests.conftest import ROOT
from tests.store.interchange import made


@pytest.mark.parametrize("name", MACHINE)
def test_every_format_makes_the_same_bytes_again(name: str, tmp_path: Path) -> None:
    if name.endswith("-parquet"):
        pytest.importorskip("pyarrow")
    entry = made.keep(tmp_path)
    made.keep(tmp_path, location="/wire/ferry.txt")
    book = made.book(tmp_path)
    book.add(article=entry.key, version=entry.version, anchor=None, body="=Call them")
    book.close()
    format = FORMATS[name]
    assert format.suffix.startswith(".")
    assert format.many is not None
    every = b"".join(format.many(made.sources(tmp_path)))
    assert b"".join(format.many(made.sources(tmp_path))) == every
    one = format.one(made.sources(tmp_path)[0])
    assert one or name in ("quotes-jsonl", "actors-jsonl"), "nothing was read: JSON Lines have no head"
    assert one != every or name.startswith(("quotes", "actors", "notes"))
    if name.endswith("-parquet"):
        return
    every.decode()
    assert every.startswith(b"\xef\xbb\xbf") == ("excel" in name)


def test_a_note_goes_out_once_with_the_article_it_was_made_on(tmp_path: Path) -> None:
    entry, other = made.keep(tmp_path), made.keep(tmp_path, location="/wire/ferry.txt")
    book = made.book(tmp_path)
    mine = book.add(article=entry.key, version=entry.version, anchor=None, body="Mine")
    lost = book.add(article="gone-1a2b3c4d", version=entry.version, anchor=None, body="Of an article that is gone")
    book.close()
    both = made.sources(tmp_path)
    assert [len(source.notes) for source in both] == [2, 2]
    assert [(found.entry.key, found.note.uid) for found in outgoing(both)] == [
        (entry.key, mine.uid), (both[0].entry.key, lost.uid),
    ]  # fmt: skip
    alone = [source for source in both if source.entry.key == other.key]
    assert {found.note.uid for found in outgoing(alone)} == {mine.uid, lost.uid}


def test_what_may_not_be_used_yet_says_so_in_every_format(tmp_path: Path) -> None:
    wire = Wire(embargo="2026-11-25T06:00:00+00:00", pub_status="canceled")
    loaded = Loaded(made.URL, "ferry-line", made.TEXT, location=made.URL, wire=wire)
    entry = Library(tmp_path).keep(loaded, title="Ferry line")
    book = made.book(tmp_path)
    book.add(article=entry.key, version=entry.version, anchor=None, body="Wait")
    book.close()
    for name, (_suffix, _help, many) in MACHINE.items():
        if name.endswith("-parquet"):
            continue
        text = b"".join(many(made.sources(tmp_path))).decode()
        if not name.startswith(("quotes", "actors")):
            assert "CANCELED by the sender: do not use; EMBARGOED until 25 Nov 2026 06:00 UTC" in text, name
        assert b"".join(many(made.sources(tmp_path))).decode() == text


def test_listing_the_formats_costs_nothing() -> None:
    unwanted = ("yaml", "csv", "difflib", "uuid", "jinja2")
    assert all(find_spec(name) for name in unwanted), "a module that is not there is never imported"
    code = f"import sys, store.interchange.export_formats; print([m for m in {unwanted} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"
