"""The registry: every machine format makes one file of one article or of many, the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store.export.formats import FORMATS
from store.interchange.formats import MACHINE
from tests.conftest import ROOT
from tests.store.interchange import made


@pytest.mark.parametrize("name", MACHINE)
def test_every_format_makes_the_same_bytes_again(name: str, tmp_path: Path) -> None:
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
    assert one
    assert len(every) > len(one) or name.startswith(("quotes", "actors"))
    every.decode()
    assert every.startswith(b"\xef\xbb\xbf") == ("excel" in name)


def test_listing_the_formats_costs_nothing() -> None:
    code = (
        "import sys, store.export.formats; "
        "print([m for m in ('yaml', 'csv', 'difflib', 'uuid', 'jinja2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"
