"""Configuration: the command that shows and checks it, faults that name line and key, and keys of the user's own."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from textual.widgets import Static

from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk
from tests.tui.conftest import Opener
from tui.actions import keymap
from tui.actions.registry import ACTIONS, hints
from tui.config import settings
from tui.config.settings import Settings
from tui.dialogs.help import HelpScreen
from widgets.bars import HintBar, StatusLine
from widgets.text.safe import visible


def config(*args: str) -> subprocess.CompletedProcess[str]:
    """Run `copydesk config` as a user would."""
    command = [sys.executable, "-m", "tui", "config", *args]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture
def folder(own_folders: Path) -> Path:
    """The configuration's folder."""
    folder = own_folders / "config" / "copydesk"
    folder.mkdir(parents=True)
    return folder


def test_path_prints_both_files_and_makes_none(own_folders: Path) -> None:
    done = config("path")
    assert done.returncode == 0
    where = own_folders / "config" / "copydesk"
    assert done.stdout.splitlines() == [str(where / "config.toml"), str(where / "keymap.toml")]
    assert not where.exists()


def test_what_default_prints_is_what_applies_without_files(folder: Path) -> None:
    done = config("default")
    assert done.returncode == 0
    first, second = done.stdout.split("# keymap.toml\n")
    assert tomllib.loads(first) == {name: getattr(Settings(), name) for name in Settings.__slots__}
    assert {id: tuple(keys) for id, keys in tomllib.loads(second).items()} == keymap.preset("vim")
    (folder / "config.toml").write_text(first, encoding="utf-8")
    (folder / "keymap.toml").write_text(second, encoding="utf-8")
    checked = config("check")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


@pytest.mark.parametrize("preset", ["vim", "plain"])
def test_a_preset_has_no_clash(preset: str, folder: Path) -> None:
    (folder / "config.toml").write_text(f'keys = "{preset}"\n', encoding="utf-8")
    done = config("check")
    assert (done.returncode, done.stdout) == (0, "")
    assert keymap.load(folder / "none.toml", preset) == (keymap.preset(preset), [])


def test_the_plain_preset_needs_no_letter() -> None:
    keys = keymap.preset("plain")
    letters = {id: keys[id] for id in keys if any(len(key) == 1 and key.isalpha() for key in keys[id])}
    assert letters == {}


def test_check_names_line_and_key_of_every_fault(folder: Path) -> None:
    (folder / "config.toml").write_text(
        'author = "kim"\n\n theme = "neon"\nmouse = "yes"\nkeys = 3\nthemes = "dark"\n', encoding="utf-8"
    )
    (folder / "keymap.toml").write_text(
        '"note.add" = "n"\n"note.burn" = ["b"]\n"note.edit" = 5\n"note.delete" = []\n"app.help" = ["ctrl+a"]\n',
        encoding="utf-8",
    )
    done = config("check")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line.split(": ")[:2] for line in lines[:4]] == [
        ["config.toml:3", "theme"], ["config.toml:4", "mouse"], ["config.toml:5", "keys"], ["config.toml:6", "themes"],
    ]  # fmt: skip
    assert "one of ansi, dark, light, contrast" in lines[0]
    lines_by_place = {tuple(line.split(": ")[:2]): line for line in lines[4:]}
    assert "no such action" in lines_by_place["keymap.toml:2", "note.burn"]
    assert "a key or a list" in lines_by_place["keymap.toml:3", "note.edit"]
    assert "a key or a list" in lines_by_place["keymap.toml:4", "note.delete"]
    assert "taken by screen" in lines_by_place["keymap.toml:5", "app.help"]
    assert "n is also quote.next" in lines_by_place["keymap.toml:1", "note.add"]
    assert len(lines_by_place) == 5


def test_what_is_wrong_leaves_the_default_and_what_is_right_applies(folder: Path) -> None:
    path, keys = folder / "config.toml", folder / "keymap.toml"
    path.write_text('author = "kim"\ntheme = "neon"\nmouse = 0\n', encoding="utf-8")
    keys.write_text('"note.edit" = 5\n"note.delete" = "f12"\n', encoding="utf-8")
    assert settings.load(path)[0] == Settings(author="kim")
    assert keymap.load(keys, "vim")[0] == keymap.preset("vim") | {"note.delete": ("f12",)}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'author = "kim"\ntheme = \n', "config.toml:2: "),
        (b'author = "kim"\nauthor = "ann"\n', "config.toml:2: "),
        (b'author = "kim"\ntheme = ["a"\n\n', "config.toml:2: Unclosed array"),
        (b'author = "\xff"\n', "config.toml: not UTF-8"),
        (b'"\\u001b]0;owned\\u0007" = 1\n', "unknown setting"),
        (b"\x00", "config.toml"),
    ],
)
def test_a_file_that_is_no_toml_is_one_line(data: bytes, words: str, folder: Path) -> None:
    (folder / "config.toml").write_bytes(data)
    done = config("check")
    assert done.returncode == 1
    assert words in done.stdout
    assert done.stdout.count("\n") == 1
    assert visible(done.stdout) == done.stdout
    assert done.stderr == ""
    assert settings.load(folder / "config.toml")[0] == Settings()


@pytest.mark.terminal
def test_the_desk_opens_with_a_bad_file_and_names_it(folder: Path, seed: Path) -> None:
    (folder / "config.toml").write_text('# mine\ntheme = "neon"\n', encoding="utf-8")
    (folder / "keymap.toml").write_text('"note.burn" = "b"\n', encoding="utf-8")
    with Terminal(copydesk(str(seed)), size=(120, 40)) as terminal:
        terminal.wait_for(r"config\.toml:2: theme: .*the default applies \(and 1 more")
        terminal.press("q")
        assert terminal.wait_exit() == 0


async def test_a_key_of_the_users_own_works_and_is_shown(open_article: Opener, folder: Path) -> None:
    path = folder / "keymap.toml"
    path.write_text('"quote.next" = ["f12", "Z"]\n"app.help" = "X"\n', encoding="utf-8")
    keys, faults = keymap.load(path, "vim")
    assert faults == []
    async with open_article(keymap=keys) as desk:
        assert ("F12", "next quote") in hints("article", desk.app.session.keys)
        assert "F12/N quote" in "".join(segment.text for segment in desk.screen.query_one(HintBar).render_line(0))
        status = desk.screen.query_one(StatusLine)
        await desk.press("n")
        assert "Quote 1/" not in status.message
        await desk.press("f12")
        assert "Quote 1/" in status.message
        await desk.press("Z")
        assert "Quote 2/" in status.message
        await desk.press("question_mark")
        assert len(desk.app.screen_stack) == 1
        await desk.press("X")
        shown = str((await desk.top(HelpScreen)).query_one(Static).render())
        next_quote = next(action.help for action in ACTIONS if action.id == "quote.next")
        assert any(line.startswith(" F12 Z ") and next_quote in line for line in shown.splitlines())


async def test_the_plain_preset_works(open_article: Opener) -> None:
    async with open_article(keymap=keymap.preset("plain")) as desk:
        await desk.press("f4")
        assert "Quote 1/" in desk.screen.query_one(StatusLine).message
        await desk.press("f7")
        assert desk.screen.panes.notes.editing
        await desk.press("h", "i", "escape")
        assert [note.body for note in desk.newsroom.notes.of(desk.story)] == ["hi"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('"note.add" = "hyperspace"', "no terminal sends a key hyperspace"),
        ('"note.add" = ["a", "shift+a"]', "no terminal sends a key shift+a"),
        ('"note.add" = "ctrl+ctrl+x"', "no terminal sends a key ctrl+ctrl+x"),
        ('"note.add" = "\\u001b"', "no terminal sends a key"),
        ('"note.save" = "z"', "z would be text while a note is written"),
        ('"app.quit" = ["q", "enter"]', "q and enter would be text"),
        ('"note.add" = "e"', "e is also note.outside"),
        ('"select.word_next" = "b"', "b is also select.word_previous"),
    ],
)
def test_a_key_that_cannot_be_is_refused_and_the_preset_applies(line: str, words: str, folder: Path) -> None:
    path = folder / "keymap.toml"
    path.write_text(f"# mine\n{line}\n", encoding="utf-8")
    keys, (fault,) = keymap.load(path, "vim")
    assert (fault.line, fault.key) == (2, line.split('"')[1])
    assert words in fault.message
    assert keys == keymap.preset("vim")
    done = config("check")
    assert done.returncode == 1
    assert done.stdout.startswith(f"keymap.toml:2: {fault.key}: ")
    assert visible(done.stdout) == done.stdout


def test_two_actions_may_change_places_and_characters_may_be_written(folder: Path) -> None:
    path = folder / "keymap.toml"
    path.write_text(
        '"quote.next" = "m"\n"mention.next" = "n"\n"app.help" = ["X", "ctrl+H", "?"]\n"app.palette" = ["f9", ":"]\n',
        encoding="utf-8",
    )
    keys, faults = keymap.load(path, "vim")
    assert faults == []
    assert keys["quote.next"] == ("m",)
    assert keys["mention.next"] == ("n",)
    assert keys["app.help"] == ("X", "ctrl+h", "question_mark")
    assert keys["app.palette"] == ("f9", "colon")


def test_of_two_own_actions_on_one_key_one_is_named_and_goes_back(folder: Path) -> None:
    path = folder / "keymap.toml"
    path.write_text('"note.add" = "Z"\n"note.edit" = "Z"\n', encoding="utf-8")
    keys, (fault,) = keymap.load(path, "vim")
    assert (fault.line, fault.key, fault.message) == (2, "note.edit", "Z is also note.add")
    assert keys == keymap.preset("vim") | {"note.add": ("Z",)}


def test_every_default_key_is_one_a_terminal_sends() -> None:
    for name in ("vim", "plain"):
        for keys in keymap.preset(name).values():
            assert [keymap.canonical(key) for key in keys] == list(keys)


async def test_a_text_key_of_the_palette_stays_text_in_a_note(open_article: Opener) -> None:
    async with open_article(keymap=keymap.preset("vim") | {"app.palette": ("Z", "f9")}) as desk:
        await desk.press("n", "a", *"pizza: 1/2-3+4", "escape")
        assert [note.body for note in desk.newsroom.notes.of(desk.story)] == ["pizza: 1/2-3+4"]
        await desk.press("Z")
        assert desk.app.screen is not desk.screen
        await desk.press("escape", "a", "f9")
        assert desk.app.screen is not desk.screen


async def test_a_palette_action_can_be_given_a_key(open_article: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from tui.actions import registry as actions

    bare = tuple(replace(a, keys=()) if a.id == "export.markdown" else a for a in ACTIONS)
    assert "palette | Export notes" in "\n".join(
        line for line in keymap_table_of(bare, monkeypatch).splitlines() if "Export notes" in line
    )
    assert actions.key_of("export.markdown", {a.id: a.keys for a in bare}) == "Ctrl+P Export notes"
    assert ("E", "export") not in actions.hints("article", {a.id: a.keys for a in bare})
    async with open_article(keymap=keymap.preset("vim") | {"export.markdown": ()}) as desk:
        await desk.press("E", "ctrl+p")
        await desk.press(*"export notes")
        await desk.until(lambda: desk.app.screen is not desk.screen)


def keymap_table_of(bare: tuple[object, ...], monkeypatch: pytest.MonkeyPatch) -> str:
    """The README's table for other actions."""
    from tui.actions import registry as actions

    monkeypatch.setattr(actions, "ACTIONS", bare)
    try:
        return actions.keymap_table()
    finally:
        monkeypatch.undo()
