"""An sshd of its own for each test, where there can be one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.engine import ENGINE
from extract.layout.zones import zone
from extract.text import sha256
from extract.types import Article
from store.articles.library import Library
from store.articles.sources import Source, load
from tests.ssh.sshd import Server, why_not

ARTICLE = "Mayor says no\n\n“No,” said Ann Lee, the mayor of Springfield.\n"


@pytest.fixture(scope="session", autouse=True)
def an_sshd_can_be_run() -> None:
    """Skips every test here where it cannot; CI must not."""
    if reason := why_not():
        assert not os.environ.get("CI"), reason
        pytest.skip(reason)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A short article's file, read before, so that no login waits for the reader."""
    file = tmp_path / "mayor.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    library, loaded = Library(tmp_path / "desk"), load(Source("file", str(file)))
    read = Article(
        loaded.id, loaded.source, sha256(loaded.text), loaded.text, ENGINE, blocks=tuple(zone(ARTICLE).blocks)
    )
    library.keep_reading(library.keep(loaded).key, read)
    return file


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """An sshd whose ForceCommand opens a data folder of its own."""
    with Server(tmp_path / "ssh", tmp_path / "desk") as running:
        yield running
