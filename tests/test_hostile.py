"""Nothing from outside drives a terminal: every surface of the app and every command, over a desk of hostile strings.

A new command is covered by a line in `COMMANDS`, a new screen or key by a step in `STEPS`.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tomllib
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

import extract.reader
from extract.text import normalise
from store.interchange.export_formats import FORMATS
from store.notes.notebook import Notebook
from tests import hostile_desk
from tests.hostile import EVERYTHING, FILE_NAMES, STRINGS, in_file, in_json, in_lines, in_screen
from tests.hostile_desk import HostileDesk
from tests.hostile_runs import ran
from tests.terminal.pty import Terminal, copydesk

COMMANDS = {
    "extract FILE --format json": "json",
    "extract FILE BYTES --format jsonl": "json",
    "extract FILES --format csv": "data",
    "extract FILE --explain": "lines",
    "extract HTML --format json": "json",
    "extract NAME": "error",
    "extract --format NAME x": "error",
    "extract OPTION x": "error",
    "read NAME": "error",
    "read FILES": "lines",
    "read --desk": "lines",
    "export ARTICLE": "file",
    "export NAME": "error",
    "export ARTICLE --output NAME/NAME/x.md": "lines",
    "export --output OUT": "lines",
    "export --format jsonld": "json",
    "export ARTICLE --format csl": "json",
    "export --format bibtex": "file",
    "export --format ris": "data",
    "export --format notes-csv": "data",
    "export ARTICLE --format quotes-tsv": "data",
    "export --format actors-excel": "data",
    "import NAME": "error",
    "import FILE": "lines",
    **{f"export ARTICLE --format {name}": "data" for name in FORMATS if name != "jsonld"},
    "export ARTICLE --format jsonld": "json",
    "export --desk --dry-run": "lines",
    "export ARTICLE --template NAME": "error",
    "import FILES": "error",
    "list": "lines",
    "list more": "lines",
    "list --json": "json",
    "list NAME": "lines",
    "list since:NAME": "error",
    "list --searches": "lines",
    "list --forget NAME": "error",
    "open NAME --show-archive": "error",
    "feed add NAME": "error",
    "feed list": "lines",
    "feed list --json": "json",
    "feed refresh NAME": "error",
    "feed remove NAME": "error",
    "feed import FILE": "error",
    "feed export": "file",
    "watch WIRE --once": "lines",
    "watch WIRE --once --json": "json",
    "watch NAME --once": "error",
    "sourcing ARTICLE": "lines",
    "sourcing --desk": "lines",
    "sourcing NAME": "error",
    "sourcing ARTICLE --format json": "json",
    "sourcing ARTICLE --by actor --format csv": "data",
    "sourcing ARTICLE --by actor --format svg": "file",
    "check ARTICLE": "file",
    "check --desk": "file",
    "check NAME": "error",
    "check ARTICLE --rules NAME": "error",
    "check ARTICLE --format json": "json",
    "check ARTICLE --format sarif": "json",
    "check ARTICLE --format junit": "file",
    "check ARTICLE --stylebook BOOK": "file",
    "check ARTICLE --stylebook BOOK --format json": "json",
    "check ARTICLE --stylebook BOOK --format sarif": "json",
    "check ARTICLE --stylebook BOOK --format junit": "file",
    "check ARTICLE --stylebook BROKEN": "error",
    "check ARTICLE --rules BROKEN": "error",
    "check ARTICLE --fail-on NAME": "error",
    "check ARTICLE --output NAME/NAME/x.txt": "lines",
    "export ARTICLE --template TEMPLATE": "error",
    "list @morning": "lines",
    "sourcing ARTICLE --by NAME": "error",
    "sourcing --desk --output NAME/NAME/x.txt": "lines",
    "import NOTES --dry-run": "lines",
    "import NOTES": "lines",
    "import BROKEN": "error",
    "feed import OPML": "lines",
    "feed refresh --allow-private NAME": "error",
    "extract FILES --jobs 2 --output OUT": "lines",
    "extract FILES --output NAME/NAME": "lines",
    "--home NAME list": "lines",
    "--home NAME config path": "lines",
    "notes list --type NAME": "error",
    "--author NAME notes restore NAME": "error",
    "open NAME": "error",
    "notes list": "lines",
    "notes list --json": "json",
    "notes list --article ARTICLE --tag NAME": "lines",
    "notes list --article NAME": "error",
    "notes search NAME": "lines",
    "notes search more": "lines",
    "notes search more --json": "json",
    "notes show NOTE": "lines",
    "notes show NOTE --json": "json",
    "notes show NAME": "error",
    "notes trash": "lines",
    "notes trash --json": "json",
    "notes restore TRASHED": "lines",
    "notes verify": "lines",
    "notes verify --json": "json",
    "config check": "lines",
    "NAME": "error",
    "ssh-login": "error",
}
"""Each command, and what its standard output is where that is no terminal: lines for people, a text file, JSON, other
data that is passed on as it is, or nothing but an error. On a terminal, and on standard error anywhere, it is lines.
"""

DESK, READING = "~Enter read", "~n/N quote|i edit|Enter walk|f fact-check"
STEPS = (
    "j", "j", "k", ("F", "paste", "escape"), DESK, ("L", "j", "j", "q"), DESK, "?", "escape", DESK,
    ("ctrl+p", "paste", "escape"), DESK, "g", "enter", f"~3 Quotes {len(STRINGS)}", READING,
    ("n", "n", "n", "m", "m", "]", "]", "j", "pagedown", "G", "g"), ("/", "paste", "enter", "escape"), READING,
    ("2", "j", "j", "A"), ("3", "j", "j", "F", "paste", "escape"), ("4", "j", "j", "t", "s", "1"), READING,
    ("n", "w", "paste", "escape"), READING, ("x", "u", "v", "w", "w", "escape"), "'", "escape", READING,
    ("1", "n", "a", "paste", "escape"), READING, ("4", "j", "c"), "escape", READING, ("1", "n", "n", "y"),
    "~clipboard", ("o", "q"), READING, ("ctrl+p", "enter"), "escape", READING, "E", "~Enter write",
    ("enter", "~exported"), ("q", "S", "S", "R", "j"), DESK,
)  # fmt: skip
"""Keys on the desk and in its main article; `paste` pastes everything that a terminal lets through in a paste, and what
begins with "~" waits for a screen that matches the rest.
"""
NAME = EVERYTHING.translate({0: None, 0xD800: None})
"""What the system can pass to a program."""
FEED = "https://feed.example/"
PASTED = normalise(EVERYTHING.replace("\x1b", ""))


@pytest.fixture
def desk(tmp_path: Path) -> HostileDesk:
    return hostile_desk.make(tmp_path)


@pytest.mark.terminal
def test_the_app_sends_nothing_but_its_own(desk: HostileDesk, own_folders: Path) -> None:
    config = own_folders / "config" / "copydesk" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f"theme = {toml(STRINGS['title'])}\n{toml(EVERYTHING)} = 1\n", encoding="utf-8")
    here = Notebook.open(desk.home, author=EVERYTHING, announce=True)
    env = {"COPYDESK_HOME": str(desk.home)}
    with Terminal(copydesk("--author", "ada"), size=(120, 40), env=env) as line:
        line.wait_for(r"F filter|Enter read")
        line.pump(1.0)
        for step in STEPS:
            for key in (step,) if isinstance(step, str) else step:
                if key == "paste":
                    line.paste(PASTED)
                elif key.startswith("~"):
                    line.wait_for(key[1:])
                else:
                    line.send(key)
                line.pump(0.3 if key == "escape" else 0.1)  # alone it is Escape, with a key behind it Alt
        line.press("ctrl+q")
        assert line.wait_exit() == 0, line.text
    here.close()
    assert in_screen(line.output, yanked=1) == []
    assert in_file((desk.home / "copydesk.log").read_bytes()) == []
    (exported,) = (desk.home / "exports").iterdir()
    assert in_file(exported.read_bytes()) == []
    assert exported.name.isascii()


@pytest.mark.terminal
def test_files_with_hostile_names_alone_and_on_a_desk(desk: HostileDesk) -> None:
    env = {"COPYDESK_HOME": str(desk.home.with_name("other"))}
    with Terminal(copydesk(str(desk.files)), env=env) as line:
        line.wait_for("Harbour toll")
        line.press("G", "k", "g")
        line.press("ctrl+q")
        assert line.wait_exit() == 0
        assert in_screen(line.output) == []
    for name in (f"{FILE_NAMES[3]}.txt", "bytes.txt"):
        with Terminal(copydesk(str(desk.files / name)), size=(120, 40), env=env) as line:
            line.wait_for("4 Notes")
            line.press("q")
            assert line.wait_exit() == 0
            assert in_screen(line.output) == []


def house(folder: Path) -> dict[str, list[str]]:
    """Files that a house may have made itself, or had from elsewhere: a stylebook, a template, notes, feeds."""
    folder.mkdir()
    all_of_them = toml(EVERYTHING)
    files = {
        "BOOK": f"[[banned]]\nterm = ['colour', 'paragraph', {all_of_them}]\nsay = {all_of_them}\nwhy = {all_of_them}\n"
        f"[[title]]\nname = {toml(STRINGS['markup'])}\nprefer = {all_of_them}\n",
        "BROKEN": f"{all_of_them} = {all_of_them}\n[[{all_of_them}]]\n",
        "TEMPLATE": "{% raise '" + EVERYTHING.translate({0xD800: None, ord("'"): None}) + "' %}",
        "NOTES": json.dumps([
            {"id": words, "uri": words, "text": words, "tags": [words], "user": words, "created": words,
             "document": {"title": [words]}, "target": [{"selector": [{"type": words, "exact": words}]}]}
            for words in (*STRINGS.values(), EVERYTHING)
        ]),
        "OPML": '<opml version="2.0"><head/><body>' + "".join(
            f'<outline type="rss" text={quoteattr(xml(words))} xmlUrl={quoteattr(FEED + xml(words))}/>'
            for words in STRINGS.values()
        ) + "</body></opml>",
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", errors="replace")
    return {name: [str(folder / name)] for name in files}


def xml(text: str) -> str:
    """`text` without what XML cannot hold."""
    return "".join(char for char in text if char >= " " and char not in "\ud800\udcff\ufffe\uffff")


def toml(text: str) -> str:
    """`text` as a string of TOML."""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in normalise(text)) + '"'


def are_json(data: bytes) -> bool:
    """Whether this is JSON, or JSON lines, or nothing at all."""
    for documents in ([data], data.splitlines()):
        with contextlib.suppress(ValueError):
            return all(json.loads(each) is not None for each in documents)
    return False


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_no_command_passes_on_what_drives_a_terminal(
    terminal: bool, desk: HostileDesk, own_folders: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = own_folders / "config" / "copydesk" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f"theme = {toml(EVERYTHING)}\n{toml(EVERYTHING)} = 1\n", encoding="utf-8")
    assert tomllib.loads(config.read_text(encoding="utf-8"))
    (desk.home / "articles" / f"{STRINGS['title']}.json").write_text("damage")
    monkeypatch.setattr(extract.reader, "Reader", lru_cache(1)(extract.reader.Reader))  # loaded once for all
    monkeypatch.setenv("COPYDESK_HOME", str(desk.home))
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", f"'{NAME}'")
    monkeypatch.chdir(tmp_path)
    words = {
        "FILE": [str(desk.files / "text.txt")],
        "BYTES": [str(desk.files / "bytes.txt")],
        "HTML": [str(desk.files / "page.html")],
        "FILES": [str(desk.files / f"{name}.txt") for name in (*FILE_NAMES[:4], FILE_NAMES[-1])],
        "NAME": [NAME],
        "OPTION": [f"--{NAME}".replace(" ", "")],
        "ARTICLE": [desk.key],
        "NOTE": [desk.note],
        "TRASHED": [desk.trashed],
        "OUT": [str(tmp_path / "out")],
        "WIRE": [str(desk.files)],
        **house(tmp_path / "house"),
    }
    faults = []
    for command, kind in COMMANDS.items():
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        argv = [each for word in command.split() for each in words.get(word, [word])]
        if command == "notes restore TRASHED" and terminal:
            monkeypatch.setenv("COPYDESK_HOME", str(desk.home))
        try:
            done = ran(argv, terminal=terminal)
        except Exception as error:  # a traceback, outside a test
            faults.append(f"{command}: {error!r}")
            continue
        judge = {"json": in_json, "file": in_file, "data": lambda _data: []}.get(kind, in_lines)
        found = (in_lines if terminal else judge)(done.out) + in_lines(done.err)
        if kind == "error" and (done.code == 0 or done.out or not done.err):
            found.append(f"no error: {done}")
        if kind == "json" and not found and not are_json(done.out):
            found.append("no JSON")
        if b"Traceback" in done.err:
            found.append("a traceback")
        faults += [f"{command}: {fault}" for fault in found]
    assert faults == []
