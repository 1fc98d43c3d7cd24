"""The documentation: every command in it runs, every example parses, and the words are those of the trade."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread

import pytest

from extract.reader import Reader
from store.articles.library import Library
from store.articles.sources import Source, load
from store.notes.notebook import Notebook
from tests.conftest import ROOT
from tests.terminal.pty import Terminal
from tui.cli import COMMANDS, desk_parser

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NOT_RUN = "<!-- not run: "
MAY_NOT_RUN = ("make run", "pipx ", "uv tool ", "sudo ")
"""What a page may show without a test's running it: it installs, or needs root."""
FEED = b"""<rss version="2.0"><channel><title>Wire</title><item><title>Ferry</title><guid>1</guid>
<description>The first ferry left.</description></item></channel></rss>"""

INTERMIXED = ("check", "notes", "prove", "sourcing")
"""Commands that take options between their arguments."""
OPENS_APP = re.compile(r"copydesk(?: (?!-)[^\s|>&]+)*")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page. `skipped` is why no test runs it, or ""."""

    page: Path
    line: int
    language: str
    text: str
    skipped: str


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    start = -1
    for i, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if start < 0:
            start = i
            continue
        before = lines[start - 1] if start else ""
        skipped = before.removeprefix(NOT_RUN).removesuffix(" -->") if before.startswith(NOT_RUN) else ""
        yield Block(page, start + 1, lines[start].removeprefix("```"), "\n".join(lines[start + 1 : i]), skipped)
        start = -1
    assert start < 0, f"{page}:{start + 1}: this block does not end"


BLOCKS = [block for page in PAGES for block in blocks(page)]
RUN = [page for page in PAGES if any(b.page == page and b.language == "sh" and not b.skipped for b in BLOCKS)]


def name_of(page: Path) -> str:
    """A page as a test's name has it."""
    return str(page.relative_to(ROOT))


class Wire(BaseHTTPRequestHandler):
    """A feed, whatever is asked for."""

    def do_GET(self) -> None:
        """Answer with the feed."""
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(FEED)))
        self.end_headers()
        self.wfile.write(FEED)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def wire() -> Iterator[str]:
    """The address of a web server on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Wire) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder as the pages suppose it: story.txt, wire/, drop/, and a desk that knows the story."""
    for name in ("wire", "drop", "articles"):
        (tmp_path / name).mkdir()
        shutil.copy(seed.parent / "the-second-notebook.txt", tmp_path / name)
    story = tmp_path / "story.txt"
    shutil.copy(seed, story)
    home = tmp_path / "desk"
    loaded = load(Source("file", str(story)))
    library = Library(home)
    entry = library.keep(loaded)
    library.keep_reading(entry.key, Reader().read(loaded.text, id=entry.key, source=entry.source))
    book = Notebook.open(home, author="ada")
    book.add(article=entry.key, version=entry.version, anchor=None, body="call the embassy", type="fact-check")
    book.close()
    monkeypatch.setenv("COPYDESK_HOME", str(home))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_every_command_of_a_page_runs(page: Path, folder: Path, wire: str) -> None:
    for block in BLOCKS:
        if block.page != page or block.language != "sh" or block.skipped:
            continue
        lines = block.text.splitlines()
        if all(opens_app(line) for line in lines):
            for line in lines:
                open_app(line, folder)
            continue
        script = block.text.replace("https://example.org", wire)
        script = script.replace("copydesk feed ", "copydesk feed --allow-private ")
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script], capture_output=True, text=True, cwd=folder, timeout=120
        )
        assert done.returncode == 0, f"{name_of(page)}:{block.line}\n{script}\n{done.stdout[-500:]}{done.stderr}"


def opens_app(line: str) -> bool:
    """Whether this opens the app, which wants a terminal and waits for keys."""
    words = line.split()
    return OPENS_APP.fullmatch(line) is not None and (len(words) == 1 or words[1] not in COMMANDS or words[1] == "demo")


def open_app(line: str, folder: Path) -> None:
    """Run a line that opens the app, look at the screen, and leave."""
    env = {name: os.environ[name] for name in ("PATH", "COPYDESK_HOME")}
    with Terminal(["bash", "-c", f"cd {shlex.quote(str(folder))} && exec {line}"], size=(100, 30), env=env) as terminal:
        terminal.wait_for("Article|article ", 60)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_only_what_installs_is_not_run() -> None:
    for block in BLOCKS:
        if block.skipped:
            for line in block.text.splitlines():
                assert line.startswith(MAY_NOT_RUN), f"{name_of(block.page)}:{block.line}: {line}"


@pytest.mark.parametrize(
    "block", [b for b in BLOCKS if b.language == "python"], ids=lambda b: f"{b.page.stem}-{b.line}"
)
def test_every_python_block_compiles(block: Block) -> None:
    compile(block.text, str(block.page), "exec")


# Examples in pages and helps, which have an explanation behind two blanks


def examples(text: str) -> Iterator[list[str]]:
    """The words of each command of ours that stands in `text` as a line, or in a pipe in one."""
    for line in text.splitlines():
        if not re.match(r"(?: {2,}|ssh |curl |pdftotext )?.*?\bcopydesk\b", line) or not line.startswith(" "):
            continue
        for part in re.split(r"\s\|\s|\s&&\s|\s\|\|\s|\s>>?\s|\s<\s|;\s", line.strip()):
            command = re.split(r" {2,}|\s#\s", part.strip())[0]
            if re.match(r"copydesk(?: |$)", command) and "..." not in command:
                yield shlex.split(command)[1:]


def parses(words: list[str]) -> bool:
    """Whether the command line is one that its command takes."""
    name = words[0] if words and words[0] in COMMANDS else ""
    made: argparse.ArgumentParser = import_module(COMMANDS[name].module).parser() if name else desk_parser()
    try:
        (made.parse_intermixed_args if name in INTERMIXED else made.parse_args)(words[1:] if name else words)
    except SystemExit as end:
        return not end.code
    return True


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_example_of_a_page_is_a_command_line(page: Path) -> None:
    for words in examples(page.read_text(encoding="utf-8")):
        assert parses(words), f"{name_of(page)}: copydesk {shlex.join(words)}"


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_example_of_a_help_is_a_command_line(name: str) -> None:
    parser = import_module(COMMANDS[name].module).parser() if name else desk_parser()
    found = list(examples(parser.epilog or ""))
    assert found or name == "ssh-login"
    for words in found:
        assert parses(words), f"copydesk {shlex.join(words)}"
