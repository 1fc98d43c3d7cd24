"""Which key does what: the registry's defaults, a preset, and the user's `keymap.toml` on top."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from tui.actions import ACTIONS, Place
from tui.settings import Fault, line_of, read_toml

Keymap = Mapping[str, tuple[str, ...]]
"""Keys by action id, complete."""

PLAIN: Keymap = {
    "quote.next": ("f4",),
    "quote.previous": ("shift+f4",),
    "mention.next": ("f5",),
    "mention.previous": ("shift+f5",),
    "note.next": ("f6",),
    "note.previous": ("shift+f6",),
    "note.add": ("f7", "insert"),
    "note.edit": ("f8",),
    "note.delete": ("delete",),
    "note.undo": ("ctrl+z",),
    "note.redo": ("ctrl+y",),
    "note.conflict": ("f3",),
    "note.fact_check": ("shift+f7",),
    "note.type": ("shift+f8",),
    "note.status": ("shift+f9",),
    "note.approve": ("f12",),
    "note.save": ("f2",),
    "table.filter": ("shift+f3",),
    "table.sort": ("shift+f2",),
    "table.reverse": ("shift+f10",),
    "notes.desk": ("shift+f12",),
    "actor.elsewhere": ("shift+f11",),
    "reading.wrong": ("ctrl+x",),
    "reading.speaker": ("ctrl+w",),
    "reading.merge": ("ctrl+k",),
    "reading.split": ("ctrl+l",),
    "reading.quote": ("ctrl+n",),
    "search.start": ("ctrl+g",),
    "note.outside": ("ctrl+u",),
    "jump.start": ("ctrl+j",),
    "yank.selection": ("ctrl+e",),
    "select.start": ("f11",),
    "select.character_next": ("right",),
    "select.character_previous": ("left",),
    "select.word_next": ("ctrl+right",),
    "select.word_previous": ("ctrl+left",),
    "select.sentence_next": ("shift+right",),
    "select.sentence_previous": ("shift+left",),
    "select.paragraph_next": ("shift+down",),
    "select.paragraph_previous": ("shift+up",),
    "select.swap": ("ctrl+o",),
    "export.markdown": ("f9",),
    "versions.open": ("ctrl+d",),
    "versions.accept": ("f7",),
    "versions.keep": ("delete",),
    "versions.next": ("f4",),
    "versions.previous": ("shift+f4",),
    "view.down": ("down",),
    "view.up": ("up",),
    "view.page_down": ("pagedown",),
    "view.page_up": ("pageup",),
    "view.top": ("home",),
    "view.bottom": ("end",),
    "app.help": ("f1",),
    "app.palette": ("ctrl+p",),
    "app.back": ("f10",),
}
"""Arrows and function keys, for hands that do not know vi."""

TAKEN = {"ctrl+a": "screen", "ctrl+b": "tmux"}
"""Keys that never reach the app where these run; binding one is allowed, and said."""


def preset(name: str) -> dict[str, tuple[str, ...]]:
    """The keymap `vim` (the registry's own keys) or `plain`."""
    keys = {action.id: action.keys for action in ACTIONS}
    return keys | dict(PLAIN) if name == "plain" else keys


def load(path: Path, preset_name: str) -> tuple[dict[str, tuple[str, ...]], list[Fault]]:
    """The preset with the user's keys on top, and every fault in the file.

    `keymap.toml` holds lines such as `"note.add" = ["a", "insert"]`; keys are Textual key names.
    """
    table, faults = read_toml(path)
    keymap = preset(preset_name)
    lines = path.read_text(encoding="utf-8").splitlines() if table else []
    for id, value in table.items():
        keys = [value] if isinstance(value, str) else value
        line = line_of(lines, id)
        if id not in keymap:
            faults.append(Fault(path, line, id, "no such action; `copydesk config default` lists them"))
        elif not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key for key in keys):
            faults.append(Fault(path, line, id, "must be a key or a list of keys in quotes"))
        else:
            faults += [
                Fault(path, line, id, f"{key} is taken by {TAKEN[key]} where it runs") for key in keys if key in TAKEN
            ]
            keymap[id] = tuple(keys)
    return keymap, faults + _clashes(path, lines, keymap)


def _clashes(path: Path, lines: list[str], keymap: Keymap) -> list[Fault]:
    """Keys that mean two things on one screen."""
    faults = []
    for place in get_args(Place):
        seen: dict[str, str] = {}
        for action in ACTIONS:
            if place not in action.places:
                continue
            for key in keymap[action.id]:
                other = seen.setdefault(f"{action.mode} {key}", action.id)
                if other != action.id:
                    faults.append(Fault(path, line_of(lines, action.id), action.id, f"{key} is also {other}"))
    return list(dict.fromkeys(faults))


def default_toml() -> str:
    """A `keymap.toml` that sets every default, with a comment on each."""
    return "\n".join(
        f'# {action.help}\n"{action.id}" = [{", ".join(_quoted(key) for key in action.keys)}]\n' for action in ACTIONS
    )


def _quoted(key: str) -> str:
    return f'"{key}"'
