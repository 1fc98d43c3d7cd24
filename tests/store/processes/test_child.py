"""The host of child processes: requests arrive whole; a child that is slow, loud, wrong or gone costs one answer."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from store.processes.child import ChildProcess, Ended

MODULE = "tests.store.processes.answering_child"


@pytest.fixture
def child() -> Iterator[ChildProcess]:
    made = ChildProcess(MODULE, variables=("PATH",), more={"ADDED": "1"}, max_answer_bytes=8_000_000)
    yield made
    made.close()


def ask(child: ChildProcess, data: bytes, seconds: float = 30.0) -> tuple[list[bytes], Ended | None]:
    lines: list[bytes] = []

    def take(line: bytes) -> bool:
        lines.append(line)
        return line != b"one"

    return lines, child.exchange({}, data, seconds=seconds, take=take)


def test_long_requests_and_answers_pass(child: ChildProcess) -> None:
    data = b"echo:" + b"x" * 5_000_000  # far more than both pipes hold
    assert ask(child, data) == ([data], None)
    process = child.process
    assert ask(child, b"echo:2") == ([b"echo:2"], None)
    assert child.process is process


def test_a_child_that_went_when_idle_is_started_again(child: ChildProcess) -> None:
    for _ in range(3):
        assert ask(child, b"once:") == ([b"once:"], None)
        assert child.process is not None
        child.process.wait()


def test_a_child_that_never_answers_is_started_twice_and_given_up(child: ChildProcess) -> None:
    assert ask(child, b"gone:") == ([], Ended(0))
    assert ask(child, b"echo:") == ([b"echo:"], None)


@pytest.mark.parametrize(
    ("data", "ended"),
    [
        (b"slow:", Ended(-9, timed_out=True)),
        (b"much:", Ended(-9, too_long=True)),
        (b"die:3", Ended(3)),
        (b"half:", Ended(0)),
    ],
)
def test_how_a_child_ended_is_distinguished_from_how_another_did(
    child: ChildProcess, data: bytes, ended: Ended
) -> None:
    seconds = 1.5 if data == b"slow:" else 60.0
    received: list[bytes] = []

    def take(line: bytes) -> bool:
        received.append(line)
        return False

    assert child.exchange({}, data, seconds=seconds, take=take) == ended
    assert child.process is None
    assert received[:1] == {b"half:": [b"one"], b"much:": [b"x" * 4096]}.get(data, [])
    assert ask(child, b"echo:") == ([b"echo:"], None), "the next request has a child of its own"


def test_an_answer_that_makes_no_sense_ends_the_child(child: ChildProcess) -> None:
    assert child.exchange({}, b"echo:", seconds=30, take=lambda line: bool(json.loads(line))) == Ended(-9)
    assert child.process is None


def test_a_child_gets_the_named_variables_only(child: ChildProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://secret@proxy")
    (line,), _ended = ask(child, b"vars:")
    assert set(json.loads(line)) - {"LC_CTYPE"} == {"PATH", "PYTHONPATH", "ADDED"}  # Python itself sets LC_CTYPE


def test_threads_wait_for_each_other(child: ChildProcess) -> None:
    with ThreadPoolExecutor(4) as pool:
        sent = [b"echo:%d" % number for number in range(40)]
        assert [lines for lines, _ended in pool.map(lambda data: ask(child, data), sent)] == [[each] for each in sent]


def test_closing_ends_a_request_that_waits_and_starts_nothing_more(child: ChildProcess) -> None:
    ask(child, b"echo:")
    ended: list[Ended | None] = []
    waiting = threading.Thread(target=lambda: ended.append(ask(child, b"slow:", 60)[1]))
    waiting.start()
    child.close()
    waiting.join(30)
    assert ended == [Ended(-9)]


def test_where_no_process_can_be_started_an_error_says_so(child: ChildProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_more: object) -> None:
        raise BlockingIOError(11, os.strerror(11))

    monkeypatch.setattr("subprocess.Popen", refused)
    with pytest.raises(OSError, match="Resource temporarily unavailable"):
        ask(child, b"echo:")
