"""Many articles at once: in order, past the bad ones, and on from where a batch was ended."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from store.articles.sources import Loaded, Source
from store.model.source_names import SourceError
from store.processes.batch import Ledger, read_all
from store.processes.parser import Sandbox, load_all

SANDBOX = Sandbox()
READER_CHILD = "store.processes.reader_child"


@pytest.fixture(scope="module", autouse=True)
def closed() -> Iterator[None]:
    yield
    SANDBOX.close()


def _load(source: Source) -> Iterable[Loaded]:
    return load_all(source, SANDBOX)


def _file(path: Path, text: str) -> Source:
    path.write_text(text, encoding="utf-8")
    return Source("file", str(path))


def _workers() -> list[str]:
    """The reader processes of this one."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    assert find_spec(READER_CHILD), "a process of a module that is not there is never seen"
    return [pid for pid in children if READER_CHILD.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()]


async def test_results_come_in_order_and_a_bad_source_is_a_fault_of_its_own(tmp_path: Path) -> None:
    sources = [_file(tmp_path / f"{number}.txt", f"“Number {number} it is,” Ann Lee said.") for number in range(7)]
    sources.insert(3, Source("file", str(tmp_path / "gone.txt")))
    sources.append(_file(tmp_path / "page.html", "<html><body><article><p>“Yes,” Jo said.</p></article></body></html>"))
    results = [result async for result in read_all(sources, _load, jobs=2)]
    assert [result.source for result in results] == sources
    assert [len(result.articles) for result in results] == [1, 1, 1, 0, 1, 1, 1, 1, 1]
    assert results[3].faults == (f"{tmp_path}/gone.txt: No such file or directory",)
    quotes = [
        quote.span.of(article.text) for result in results for article in result.articles for quote in article.quotes
    ]
    assert quotes == [*(f"Number {number} it is" for number in range(7)), "Yes"]


async def test_a_batch_that_is_left_half_way_ends_its_processes(tmp_path: Path) -> None:
    sources = [_file(tmp_path / f"{number}.txt", "“Yes,” Ann Lee said.") for number in range(20)]
    batch = read_all(sources, _load, jobs=1)
    first = await anext(batch)
    assert len(first.articles) == 1
    assert _workers()
    await batch.aclose()
    assert not _workers()


def test_the_ledger_knows_what_is_done(tmp_path: Path) -> None:
    source, other = _file(tmp_path / "a.txt", "one"), _file(tmp_path / "b.txt", "two")
    page = Source("url", "https://example.org/a")
    folder = tmp_path / "out"
    ledger = Ledger(folder, "4/sm")
    assert not ledger.has(source)
    for each, names in ((source, ["a.json"]), (other, ["b.json"]), (page, [])):
        for name in names:
            folder.mkdir(exist_ok=True)
            (folder / name).touch()
        ledger.add(each, names)
    again = Ledger(folder, "4/sm")
    assert again.has(source)
    assert again.has(other)
    assert not again.has(page), "a page may have changed"
    assert not Ledger(folder, "5/sm").has(source), "another engine finds other things"
    (folder / "a.json").unlink()
    assert not again.has(source)
    Path(other.name).write_text("two, and more", encoding="utf-8")
    assert not again.has(other)


def test_a_line_cut_off_by_a_crash_costs_only_itself(tmp_path: Path) -> None:
    source, other = _file(tmp_path / "a.txt", "one"), _file(tmp_path / "b.txt", "two")
    Ledger(tmp_path, "4/sm").add(source, [])
    path = tmp_path / Ledger.NAME
    path.write_bytes(path.read_bytes() + b'{"source": "x')
    Ledger(tmp_path, "4/sm").add(other, [])
    again = Ledger(tmp_path, "4/sm")
    assert again.has(source)
    assert again.has(other)


async def test_a_source_that_cannot_be_loaded_says_so_once(tmp_path: Path) -> None:
    def refuse(source: Source) -> Iterable[Loaded]:
        raise SourceError(f"{source.name}: refused")

    (result,) = [each async for each in read_all([Source("file", "x")], refuse)]
    assert (result.articles, result.faults) == ((), ("x: refused",))
