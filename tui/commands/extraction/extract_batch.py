"""`copydesk extract` over many sources: several readers, a file for each article, progress on standard error."""

from __future__ import annotations

import asyncio
import io
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from tui.console import fail, is_quiet, report

if TYPE_CHECKING:
    from extract import Article
    from store.articles.sources import Source
    from store.processes.batch import Load, Result

Shape = Literal["json", "csv"]
PROGRESS_SECONDS = 0.2
"""Interval between two lines of progress on a terminal."""


class Progress:
    """Shows progress in one line that is overwritten on a terminal; nothing elsewhere."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        """`stream`: standard error if None."""
        self._total, self._stream = total, stream or sys.stderr
        self._shown = 0
        self._last = 0.0
        self._on = self._stream.isatty() and total > 1 and not is_quiet()
        self._began = time.monotonic()

    def show(self, done: int, faults: int) -> None:
        """Show that `done` sources are finished, `faults` of them with errors."""
        now = time.monotonic()
        if not self._on or now - self._last < PROGRESS_SECONDS:
            return
        self._last = now
        left = (now - self._began) / done * (self._total - done)
        rest = f"{left / 60:.0f} min left" if left > 90 else f"{left:.0f} s left"
        bad = f", {faults} could not be read" if faults else ""
        self._write(f"{done:,} of {self._total:,}{bad}, {rest}")

    def clear(self) -> None:
        """Clear the line for other output."""
        if self._shown:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()
            self._shown = 0

    def _write(self, line: str) -> None:
        self._stream.write("\r" + line.ljust(self._shown))
        self._stream.flush()
        self._shown = len(line)


def read_in_order(sources: Sequence[Source], load: Load, jobs: int, faults: list[str]) -> Iterator[Article]:
    """The articles in the order of their sources; failures are reported at once and added to `faults`."""
    for result in _results(sources, load, jobs, faults):
        yield from result.articles


def write_folder(
    sources: Sequence[Source], load: Load, jobs: int, folder: Path, shape: Shape, fix_encoding: bool
) -> int:
    """Write a file for each article into `folder`, skipping sources already finished; returns the exit code."""
    from extract.engine import ENGINE
    from store.disk.files import make_folder, why
    from store.processes.batch import Ledger

    try:
        make_folder(folder)
        ledger = Ledger(folder, f"{ENGINE.version}/{ENGINE.model}/{shape}{'/mend' if fix_encoding else ''}")
        left = [source for source in sources if not ledger.has(source)]
        faults: list[str] = []
        written = 0
        for result in _results(left, load, jobs, faults):
            names = [_write(folder, result, n, article, shape) for n, article in enumerate(result.articles)]
            written += len(names)
            if not result.faults:
                ledger.add(result.source, names)
    except OSError as error:
        return fail(f"{folder}: {why(error)}")
    except KeyboardInterrupt:
        fail("stopped; the same command continues from here")
        raise
    before = f", {len(sources) - len(left):,} sources were already done" if len(left) < len(sources) else ""
    bad = f", {len(faults):,} could not be read" if faults else ""
    report(f"{written:,} {'article' if written == 1 else 'articles'} written{before}{bad}")
    return 1 if faults else 0


def _write(folder: Path, result: Result, number: int, article: Article, shape: Shape) -> str:
    from extract.text import sha256
    from store.disk.files import write_output
    from store.model.source_names import slug
    from tui.commands.extraction.extract_output import Out, contract, write_csv

    place = str(Path(result.source.name).resolve()) if result.source.kind == "file" else result.source.name
    name = f"{slug(article.id)}-{sha256(f'{place}#{number}')[:8]}.{shape}"
    text = io.StringIO()
    if shape == "csv":
        write_csv([article], Out(text))
    else:
        Out(text).json(contract(article), indent=1)
    write_output(folder / name, [text.getvalue().encode("utf-8", "backslashreplace")])
    return name


def _results(sources: Sequence[Source], load: Load, jobs: int, faults: list[str]) -> Iterator[Result]:
    from store.processes.batch import read_all

    progress = Progress(len(sources))
    with asyncio.Runner() as runner:
        batch = read_all(sources, load, jobs=min(jobs, max(1, len(sources))))

        async def following() -> Result:
            return await anext(batch)

        try:
            for done in range(1, len(sources) + 1):
                result = runner.run(following())
                for fault in result.faults:
                    progress.clear()
                    fail(fault)
                    faults.append(fault)
                yield result
                progress.show(done, len(faults))
        finally:
            progress.clear()
            with suppress(RuntimeError):
                runner.run(batch.aclose())
