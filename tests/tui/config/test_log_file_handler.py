"""The log: rotated, shared by processes, and never written through a link."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tui.config import log_file_handler
from tui.config.log import log, start
from tui.config.log_file_handler import MAX_LOG_BYTES, MAX_OLD_LOGS, LogFileHandler

WRITER = """
import sys
from pathlib import Path
from tui.config import log_file_handler
from tui.config.log import log, start

log_file_handler.MAX_LOG_BYTES = 4000
start(Path(sys.argv[1]))
for number in range(300):
    log.warning("%s line %d %s", sys.argv[2], number, "x" * 40)
"""


@pytest.fixture
def logging_to(tmp_path: Path) -> Iterator[Path]:
    """A log file, and the log as it was afterwards."""
    before = log.handlers[:]
    yield tmp_path / "desk" / "copydesk.log"
    for handler in log.handlers[:]:
        log.removeHandler(handler)
        handler.close()
    for handler in before:
        log.addHandler(handler)


def lines(folder: Path) -> list[str]:
    """Every line of the log and of the full ones."""
    return [line for path in sorted(folder.glob("copydesk.log*")) for line in path.read_text("utf-8").splitlines()]


def test_the_file_is_made_for_the_first_line(logging_to: Path) -> None:
    start(logging_to)
    assert not logging_to.exists()
    log.warning("evil \x1b[2J and é")
    (line,) = lines(logging_to.parent)
    assert "\x1b" not in line
    assert line.endswith("WARNING evil \\x1b[2J and é")


def test_a_full_log_is_rotated_and_the_oldest_goes(logging_to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file_handler, "MAX_LOG_BYTES", 2000)
    start(logging_to)
    for number in range(400):
        log.warning("line %d", number)
    names = {path.name for path in logging_to.parent.glob("copydesk.log*")}
    assert names == {"copydesk.log", *(f"copydesk.log.{n}" for n in range(1, MAX_OLD_LOGS + 1))}
    assert all(path.stat().st_size <= 2000 for path in logging_to.parent.glob("copydesk.log*"))
    assert lines(logging_to.parent)[-1].startswith("20")
    assert logging_to.read_text("utf-8").splitlines()[-1].endswith("line 399")


def test_two_sessions_rotate_one_log_and_lose_no_line(tmp_path: Path) -> None:
    path = tmp_path / "copydesk.log"
    script = WRITER.replace("log_file_handler.MAX", "log_file_handler.MAX_OLD_LOGS = 100\nlog_file_handler.MAX", 1)
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path), name], cwd=ROOT) for name in ("ada", "bob")]
    assert [writer.wait() for writer in writers] == [0, 0]
    found = lines(tmp_path)
    for name in ("ada", "bob"):
        assert {int(line.split()[5]) for line in found if f" {name} line " in line} == set(range(300))
    assert len(list(tmp_path.glob("copydesk.log.*"))) > 2


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_link_or_a_pipe_in_its_place_is_not_written(logging_to: Path, tmp_path: Path, kind: str) -> None:
    logging_to.parent.mkdir()
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    if kind == "link":
        logging_to.symlink_to(victim)
    else:
        os.mkfifo(logging_to)
    start(logging_to)
    log.warning("not there")
    assert victim.read_text("utf-8") == "precious"


def test_a_log_that_cannot_be_written_is_lost_without_a_word(
    logging_to: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    logging_to.parent.mkdir()
    start(logging_to)
    log.warning("one")
    handler = LogFileHandler(Path("/dev/full/none.log"))
    handler.emit(logging.LogRecord("copydesk", logging.WARNING, __file__, 1, "two", (), None))
    handler.close()
    assert capfd.readouterr() == ("", "")
    assert MAX_LOG_BYTES >= 100_000
