"""A drop folder: what is whole is taken soon, what is half written waits, and nothing is taken twice."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import store.drop_folder
from store.articles.library import Library
from store.drop_folder import Drop, DroppedFile
from store.model.source_names import SourceError
from store.processes.parser import Sandbox
from tests.conftest import ROOT
from tests.store.formats.corpus.kinds.wire_kinds import g2, nitf


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One parser for all."""
    made = Sandbox()
    yield made
    made.close()


@asynccontextmanager
async def watching(drop: Drop) -> AsyncIterator[asyncio.Queue[tuple[float, DroppedFile]]]:
    """What comes of the folder, with the time when it did."""
    arrivals: asyncio.Queue[tuple[float, DroppedFile]] = asyncio.Queue()

    async def listen() -> None:
        async for dropped in drop.take():
            arrivals.put_nowait((time.monotonic(), dropped))

    task = asyncio.create_task(listen())
    await asyncio.sleep(0.4)
    yield arrivals
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.fixture
def drop(tmp_path: Path, sandbox: Sandbox) -> Drop:
    """An empty folder and an empty library."""
    (tmp_path / "wire").mkdir()
    return Drop(tmp_path / "wire", Library(tmp_path / "home"), sandbox)


async def test_whole_files_come_soon_and_half_ones_wait(drop: Drop) -> None:
    folder = drop.folder
    async with watching(drop) as arrivals:
        began = time.monotonic()
        (folder / "a.txt").write_text("Ferry sinks\n\nNobody was hurt.\n")
        at, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert [entry.title for entry in dropped.entries] == ["Ferry sinks"]
        assert at - began < 4
        with (folder / "slow.txt").open("w") as file:
            for n in range(8):
                file.write(f"Line {n}\n\n")
                file.flush()
                await asyncio.sleep(0.15)
        ended = time.monotonic()
        at, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert at > ended
        assert "Line 7" in drop.library.text(dropped.entries[0].version)
        (folder / "b.txt.part").write_text("Half of it")
        (folder / ".hidden.txt").write_text("Not yet")
        (folder / "link.txt").symlink_to("/etc/hostname")
        await asyncio.sleep(0.8)
        assert arrivals.empty()
        (folder / "b.txt.part").write_text("Budget agreed\n\nAt last.\n")
        (folder / "b.txt.part").rename(folder / "b.txt")
        _, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert [entry.title for entry in dropped.entries] == ["Budget agreed"]
        assert all(entry.opened is None for entry in drop.library.entries())
        (folder / "a.txt").write_text("Ferry sinks\n\nTwo were hurt.\n")
        _, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert len(dropped.entries[0].versions) == 2
        (folder / "bad.docx").write_bytes(b"PK\x03\x04 not a zip")
        _, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert dropped.fault.isprintable()
        assert "bad.docx" in dropped.fault


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell who writes")
async def test_a_writer_that_pauses_is_waited_for_but_not_for_ever(drop: Drop, monkeypatch: pytest.MonkeyPatch) -> None:
    async with watching(drop) as arrivals:
        with (drop.folder / "slow.txt").open("w") as file:
            file.write("Ferry sinks\n\nNobody")
            file.flush()
            await asyncio.sleep(4 * store.drop_folder.SETTLE_SECONDS)
            assert arrivals.empty()
            file.write(" was hurt.\n")
        _, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert drop.library.text(dropped.entries[0].version) == "Ferry sinks\n\nNobody was hurt.\n"
        assert len(dropped.entries[0].versions) == 1
        monkeypatch.setattr(store.drop_folder, "OPEN_FILE_TIMEOUT_SECONDS", 0.5)
        with (drop.folder / "log.txt").open("w") as file:
            file.write("Budget agreed\n")
            file.flush()
            _, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert [entry.title for entry in dropped.entries] == ["Budget agreed"]


def test_what_is_there_is_imported_once(drop: Drop) -> None:
    (drop.folder / "a.txt").write_text("Ferry sinks\n\nNobody was hurt.\n")
    with zipfile.ZipFile(drop.folder / "two.zip", "w") as archive:
        archive.writestr("one.txt", "Bridge closes\n\nFor a week.\n")
        archive.writestr("two.txt", "Bridge opens\n\nAt last.\n")
    (drop.folder / "sub").mkdir()
    titles = sorted(entry.title for dropped in drop.take_all() for entry in dropped.entries)
    assert titles == ["Bridge closes", "Bridge opens", "Ferry sinks"]
    assert drop.take_all() == []


async def test_subfolders_are_watched_too(drop: Drop, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    async with watching(drop) as arrivals:
        (drop.folder / "new" / "deep").mkdir(parents=True)
        (drop.folder / "new" / "deep" / "a.txt").write_text("Ferry sinks\n\nNobody was hurt.\n")
        _, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert [entry.title for entry in dropped.entries] == ["Ferry sinks"]
        assert drop.name_of(dropped.path) == "new/deep/a.txt"
        (drop.folder / "new" / "b.txt").write_text("Budget agreed\n\nAt last.\n")
        _, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert [entry.title for entry in dropped.entries] == ["Budget agreed"]
        (drop.folder / ".cache").mkdir()
        (drop.folder / ".cache" / "c.txt").write_text("Not yet\n\nNot a story.\n")
        (drop.folder / "link").symlink_to(outside)
        (outside / "d.txt").write_text("Not here\n\nOutside of it.\n")
        (drop.folder / "photo.bin").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
        _, dropped = await asyncio.wait_for(arrivals.get(), 60)
        assert dropped.fault.endswith("photo.bin: looks binary, not an article")
        await asyncio.sleep(0.8)
        assert arrivals.empty()


def test_odd_names_in_subfolders_are_imported_and_what_is_skipped_has_a_reason(drop: Drop) -> None:
    cases = ROOT / "tests" / "data" / "formats" / "cases" / "folder-of-odd-names"
    shutil.copytree(cases, drop.folder / "today" / "wire")
    (drop.folder / "today" / "Story, final (2)").write_text("Pier shut\n\nIt is shut.\n")
    (drop.folder / "today" / "STORY.NITF").write_text(nitf())
    (drop.folder / "today" / "n.000123").write_text(g2())
    (drop.folder / "today" / "x.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(99))
    (drop.folder / "empty.txt").write_text("")
    (drop.folder / "data.json").write_text('{"a": 1}')
    (drop.folder / "half.txt.part").write_text("Half of it")
    found = drop.take_all()
    assert len([dropped for dropped in found if dropped.entries]) == 6
    faults = {drop.name_of(dropped.path): dropped.fault.partition(": ")[2] for dropped in found if dropped.fault}
    assert faults == {
        "today/x.jpg": "looks binary, not an article", "empty.txt": "empty",
        "data.json": "JSON, but neither ninjs, Arc ANS nor a JSON Feed",
    }  # fmt: skip


def test_the_command_counts_what_it_skips(tmp_path: Path) -> None:
    (tmp_path / "wire" / "deep").mkdir(parents=True)
    (tmp_path / "wire" / "deep" / "a.txt").write_text("Ferry sinks\n\nNobody was hurt.\n")
    (tmp_path / "wire" / "deep" / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    environment = {**os.environ, "COPYDESK_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "tui", "watch", "--once", str(tmp_path / "wire")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == "new: deep/a.txt: Ferry sinks\n"
    reason, counted = done.stderr.splitlines()
    assert reason.endswith("b.png: looks binary, not an article")
    assert counted == "copydesk: skipped 1 of 2 files"


async def test_no_such_folder_is_one_line(tmp_path: Path, sandbox: Sandbox) -> None:
    missing = Drop(tmp_path / "gone", Library(tmp_path), sandbox)
    with pytest.raises(SourceError, match="no such folder"):
        async for _file in missing.take():
            pass


def test_the_command_prints_a_line_a_file_until_it_is_ended(tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    environment = {**os.environ, "COPYDESK_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "tui", "watch", str(folder)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        (folder / "first.txt").write_text("Ferry sinks\n\nNobody was hurt.\n")
        assert process.stdout.readline() == "new: first.txt: Ferry sinks\n"
        (folder / "second.txt").write_text("\x1b[2JBudget\x07 agreed\n\nAt last.\n")
        assert "\x1b" not in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
