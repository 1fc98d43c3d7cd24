"""A hundred hostile strings on each of ten surfaces: how many reach a terminal raw. None may.

    python -m tests.faults.hostile_inputs

The strings are those of `tests.hostile`, and those put together at random; a terminal is a real pseudo-terminal.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from extract.text import normalise
from store.articles.library import Library
from store.articles.sources import Loaded
from store.feeds.subscriptions import Subscription, Subscriptions
from store.notes.note import About
from store.notes.notebook import Notebook
from tests.hostile import STRINGS, in_lines, in_screen
from tests.hostile_runs import ran
from tests.terminal.pty import Terminal, copydesk

INPUTS_PER_SURFACE = 100
Surface = Callable[[Path, list[str]], list[str]]
"""Puts strings where they may come from, runs what shows them, and returns what is wrong with the bytes."""


def inputs(count: int, seed: int = 1) -> list[str]:
    """So many different strings, each with something in it that a terminal would obey or that deceives its reader."""
    chance = random.Random(seed)
    found = list(STRINGS.values())
    words = ["mayor", "“No,”", "é", "漢字", "https://a.example/", "12", ";", "\t", "%", "[/]", "\\"]
    while len(found) < count:
        parts = [*chance.sample(list(STRINGS.values()), chance.randint(1, 3)), *chance.sample(words, 2)]
        chance.shuffle(parts)
        if (made := "".join(part[:200] for part in parts)) not in found:
            found.append(made)
    return found[:count]


def passable(text: str) -> str:
    """What the system can pass to a program, or have in a name."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def show(home: Path, *command: str) -> list[str]:
    """What is wrong with what a command writes to a terminal and to a pipe's standard error."""
    words = ["--home", str(home), *command]
    on_terminal, piped = ran(words, terminal=True), ran(words, terminal=False)
    faults = in_lines(on_terminal.out) + in_lines(on_terminal.err) + in_lines(piped.err)
    return faults + (["a traceback"] if b"Traceback" in on_terminal.err + piped.err else [])


def _notes(home: Path, texts: list[str], field: str) -> None:
    with_notes = Notebook.open(home, author="kim")
    for text in texts:
        about = About("quote", speaker=text, actor=text, role=text, cue=text) if field == "about" else None
        with_notes.add(
            article="a", version="0" * 64, anchor=None, about=about,
            body=text if field == "body" else "words", tags=(text,) if field == "tags" else (),
        )  # fmt: skip
    with_notes.close()


def bodies(home: Path, texts: list[str]) -> list[str]:
    """Notes."""
    _notes(home, texts, "body")
    return show(home, "notes", "list") + show(home, "notes", "list", "--json")


def tags(home: Path, texts: list[str]) -> list[str]:
    """Tags of notes."""
    _notes(home, texts, "tags")
    return show(home, "notes", "list")


def speakers(home: Path, texts: list[str]) -> list[str]:
    """Names and roles of speakers."""
    _notes(home, texts, "about")
    return show(home, "notes", "list")


def authors(home: Path, texts: list[str]) -> list[str]:
    """Who signs, in an import."""
    rows = [
        {"type": "Annotation", "id": f"urn:x:{n}", "target": "https://a.example/", "body": "x", "creator": text}
        for n, text in enumerate(texts)
    ]
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": rows}
    (home.parent / "in.jsonld").write_text(json.dumps(page))
    return show(home, "import", str(home.parent / "in.jsonld"), "--dry-run") + show(home, "import",
        str(home.parent / "in.jsonld")) + show(home, "notes", "list")  # fmt: skip


def titles(home: Path, texts: list[str]) -> list[str]:
    """Titles and sources of articles, and their text, in commands and on the desk."""
    library = Library(home)
    for number, text in enumerate(texts):
        text = normalise(text)
        library.keep(Loaded(text, f"a{number}", f"{text}\n\n“No,” said {text}.\n", location=f"/{number}"), title=text)
    faults = show(home, "list") + show(home, "list", "--json")
    with Terminal(copydesk("--home", str(home)), size=(120, 40)) as line:
        line.wait_for("Enter read")
        for _ in range(4):
            line.press("pagedown", "j")
        line.press("enter")
        line.wait_for("4 Notes")
        line.pump(0.5)
        line.press("ctrl+q")
        line.wait_exit()
        return faults + in_screen(line.output)


def feeds(home: Path, texts: list[str]) -> list[str]:
    """Titles and addresses of feeds."""
    Subscriptions(home).add([
        Subscription(f"https://feed.example/{number}{normalise(text)}", title=text) for number, text in enumerate(texts)
    ])  # fmt: skip
    return show(home, "feed", "list")


def searches(home: Path, texts: list[str]) -> list[str]:
    """Names and words of saved searches."""
    home.mkdir(exist_ok=True)
    stored = {"schema": "copydesk.searches/1", "searches": {text: text for text in texts}}
    (home / "searches.json").write_text(json.dumps(stored))
    return show(home, "list", "--searches")


def arguments(home: Path, texts: list[str]) -> list[str]:
    """What is written behind a command."""
    return [fault for text in texts for fault in show(home, "notes", "show", passable(text))]


def file_names(home: Path, texts: list[str]) -> list[str]:
    """Names of files, and what stands in them."""
    faults = []
    for number, text in enumerate(texts):
        name = f"{number}{passable(text).replace('/', '|')[:60]}"
        (home.parent / name).write_text(text, errors="replace")
        faults += show(home, "import", str(home.parent / name))
    return faults


def servers(home: Path, texts: list[str]) -> list[str]:
    """What a server says in its status, its headers and its names, a string an answer."""

    class Hostile(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = int(self.path.strip("/").split("-")[0]) if self.path[1:2].isdigit() else -1
            body = texts[number].encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"")
            head = (
                b"HTTP/1.1 404 " + body, b"HTTP/1.1 302 Found\r\nLocation: http://" + body,
                b"HTTP/1.1 200 OK\r\nContent-Type: " + body, b"HTTP/1.1 200 OK\r\nContent-Encoding: " + body, body,
            )[number % 5] if number >= 0 else b"HTTP/1.1 404 none"  # fmt: skip
            self.wfile.write(head + b"\r\nConnection: close\r\nX-Said: " + body + b"\r\n\r\n" + body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        port = server.server_port
        urls = [f"http://127.0.0.1:{port}/{number}-a" for number in range(len(texts))]
        done = ran(["--home", str(home), "read", "--allow-private", *urls], terminal=True)
        assert done.err.count(b"127.0.0.1") >= len(texts) // 2, "the server was not asked"
        return in_lines(done.out) + in_lines(done.err)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


SURFACES: tuple[Surface, ...] = (
    bodies, tags, speakers, authors, titles, feeds, searches, arguments, file_names, servers
)  # fmt: skip


def look(count: int) -> tuple[int, list[str]]:
    """How many inputs were shown over all surfaces, and what was wrong, a line each."""
    faults: list[str] = []
    total = 0
    for surface in SURFACES:
        folder = Path(tempfile.mkdtemp(prefix="copydesk-hostile-"))
        try:
            texts = inputs(count)
            faults += [f"{surface.__name__}: {fault}" for fault in surface(folder / "home", texts)]
            total += len(texts)
        finally:
            shutil.rmtree(folder)
    return total, faults


def main() -> None:
    """Count, and exit with 1 where one reaches the terminal raw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=INPUTS_PER_SURFACE, help="on each surface")
    args = parser.parse_args()
    began = time.monotonic()
    total, faults = look(args.inputs)
    for fault in faults[:40]:
        print(fault)
    print(f"{total:,} hostile inputs over {len(SURFACES)} surfaces: {len(faults)} reached the terminal raw "
          f"({time.monotonic() - began:.0f} s)")  # fmt: skip
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
