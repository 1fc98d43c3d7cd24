"""A reading that takes too long answers with what it read."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from extract.engine import ENGINE
from extract.reader import Reader
from extract.text import sha256
from extract.types import Article
from store.processes.time_limit import read_in_time

TEXT = "\n\n".join(f"Paragraph {number}." for number in range(400)) + "\n"


def reader_of(limit: int) -> Reader:
    """A reader that is at once done with up to `limit` characters, and never with more."""

    def read(text: str, *, id: str, source: str) -> Article:
        while len(text) > limit:
            try:
                time.sleep(0.01)
            except Exception as error:  # a reader that forgives all still ends
                raise AssertionError from error
        return Article(id, source, sha256(text), text, ENGINE, warnings=("short",))

    return cast(Reader, SimpleNamespace(read=read))


def read(limit: int, **more: Any) -> Article:
    return read_in_time(reader_of(limit), TEXT, id="a", source="a.txt", **more)


def test_what_is_read_in_time_is_as_it_is() -> None:
    assert read(len(TEXT)).warnings == ("short",)


@pytest.mark.parametrize(("limit", "percent"), [(len(TEXT) // 3, 24), (len(TEXT) // 20, 1), (0, 0)])
def test_what_takes_longer_is_read_in_part(limit: int, percent: int) -> None:
    article = read(limit, seconds=0.1)
    assert (article.text, article.sha256) == (TEXT, sha256(TEXT))
    assert article.warnings == (
        "short", f"reading took longer than 0.1 seconds: only the first {percent} % was read",
    )  # fmt: skip


def test_the_alarm_is_over_afterwards() -> None:
    read(0, seconds=0.05)
    time.sleep(0.2)
