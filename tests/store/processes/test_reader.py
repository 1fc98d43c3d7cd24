"""The reader process: answers, survives, and goes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from extract.text import sha256
from store.processes.reader import ReaderError, ReaderProcess

SEED = Path(__file__).parents[3] / "seeds" / "us-china-russia.txt"


class Watched:
    """A reader process, and the states it told."""

    def __init__(self, log_file: Path | None = None) -> None:
        self.states: list[str] = []
        self.process = ReaderProcess(on_state=lambda state, _detail: self.states.append(state), log_file=log_file)

    @property
    def pid(self) -> int:
        pid = self.process.pid
        assert pid is not None
        return pid


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[Watched]:
    watched = Watched(tmp_path / "copydesk.log")
    yield watched
    await watched.process.close()


async def test_it_reads_articles_and_long_lines(
    reader: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "worker.py").write_text("raise SystemExit('not ours')")
    monkeypatch.chdir(tmp_path)
    text = await asyncio.to_thread(SEED.read_text)
    article, odd = await asyncio.gather(
        reader.process.read(text, id="seed", source="seed.txt"),
        reader.process.read("a\ud800\0" + "b" * 1_000_000, id="odd", source="odd.txt"),
    )
    assert (article.id, article.source, article.sha256, article.text) == ("seed", "seed.txt", sha256(text), text)
    assert len(odd.text) == 1_000_003
    assert reader.states == ["starting", "ready"]
    assert reader.process.engine == article.engine


async def test_it_is_restarted_when_it_dies_and_queried_again(reader: Watched) -> None:
    await reader.process.start()
    first = reader.pid
    waiting = asyncio.create_task(reader.process.read("Hello, he said.", id="a", source="a"))
    await asyncio.sleep(0.05)
    os.kill(first, signal.SIGKILL)
    assert (await waiting).text == "Hello, he said."
    assert reader.pid != first
    assert reader.states == ["starting", "gone", "starting", "ready"]


async def test_an_article_it_dies_of_twice_is_given_up_and_the_next_is_read(reader: Watched) -> None:
    await reader.process.start()

    def kill_when_ready(state: str, _detail: str) -> None:
        if state == "ready" and len(killed) < 2:
            killed.append(reader.pid)
            os.kill(reader.pid, signal.SIGKILL)

    killed: list[int] = []
    reader.process.on_state = kill_when_ready
    bad = asyncio.create_task(reader.process.read("x" * 3_000_000, id="bad", source="bad.txt"))
    while not reader.process.waiting_count:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    good = asyncio.create_task(reader.process.read("Good, he said.", id="good", source="good.txt"))
    with pytest.raises(ReaderError, match=r"bad\.txt: the reader stopped by signal 9"):
        await bad
    assert (await good).id == "good"


async def test_a_cancelled_request_is_withdrawn(reader: Watched) -> None:
    waiting = [asyncio.create_task(reader.process.read(f"{i}, he said.", id=str(i), source="s")) for i in range(3)]
    await asyncio.sleep(0.01)
    waiting[1].cancel()
    done = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(done[1], asyncio.CancelledError)
    assert [one.id for one in (done[0], done[2]) if not isinstance(one, BaseException)] == ["0", "2"]
    assert (await reader.process.read("more", id="m", source="s")).id == "m"


async def test_closing_fails_what_waits_and_leaves_no_process() -> None:
    reader = Watched()
    waiting = asyncio.create_task(reader.process.read("text", id="a", source="a.txt"))
    for _ in range(3000):
        await asyncio.sleep(0.01)
        if reader.process.pid is not None:
            break
    pid = reader.pid
    await reader.process.close()
    with pytest.raises(ReaderError, match=r"a\.txt: the reader was closed"):
        await waiting
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(ReaderError, match="closed"):
        await reader.process.read("text", id="a", source="a.txt")


@pytest.mark.parametrize("moment", [0.0, 0.002, 0.01, 0.03])
async def test_closing_while_it_is_restarted_leaves_no_process(moment: float) -> None:
    reader = Watched()
    await reader.process.start()
    waiting = asyncio.create_task(reader.process.read("text", id="a", source="a.txt"))
    await asyncio.sleep(0.01)
    os.kill(reader.pid, signal.SIGKILL)
    await asyncio.sleep(moment)
    await asyncio.wait_for(reader.process.close(), 60)
    with pytest.raises(ReaderError):
        await waiting
    with pytest.raises(ProcessLookupError):
        os.kill(reader.pid, 0)


def test_the_worker_ignores_nonsense_and_ends_with_its_input() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "store.processes.reader_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(b'nonsense\n{"id": 1, "op": "fly"}\n{"id": 2, "op": "readable", "markup": 7, "url": null}\n')
        worker.stdin.flush()
        lines = [json.loads(worker.stdout.readline()) for _ in range(3)]
        worker.send_signal(signal.SIGINT)
        worker.stdin.close()
        assert worker.wait(60) == 0
        assert worker.stderr is not None
        assert b"not a request" in worker.stderr.read()
    assert "ready" in lines[0]
    assert lines[1] == {"id": 1, "error": "ValueError: unknown request 'fly'"}
    assert "error" in lines[2]


def test_neither_client_nor_store_imports_the_reader() -> None:
    unwanted = ("spacy", "trafilatura", "httpx", "tinydb", "yaml", "extract.reader")
    assert all(find_spec(name) for name in unwanted), "a module that is not there is never imported"
    code = (
        "import sys, store, store.processes.reader, store.articles.library\n"
        "import store.notes.notebook, store.articles.sources\n"
        "import store.export.writing, store.web.originals\n"
        f"print([m for m in {unwanted} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
