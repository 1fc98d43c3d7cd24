"""The keymap: a preset, overridden by the user's `keymap.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, get_args

from tui.actions.registry import ACTIONS, Action, Place, actions_in
from tui.config.settings import Fault, line_of, read_toml

Keymap = Mapping[str, tuple[str, ...]]
"""The keys of every action, by action id."""

PLAIN: Keymap = {
    "quote.next": ("f4",),
    "quote.previous": ("shift+f4",),
    "desk.refresh": ("f5",),
    "mention.next": ("f5",),
    "mention.previous": ("shift+f5",),
    "desk.toggle_read": ("f7",),
    "desk.read_all": ("shift+f7",),
    "desk.remove": ("delete",),
    "desk.hide": ("shift+f8",),
    "desk.undo": ("ctrl+z",),
    "note.next": ("f6",),
    "note.previous": ("shift+f6",),
    "note.add": ("f7", "insert"),
    "note.edit": ("f8",),
    "note.delete": ("delete",),
    "note.undo": ("ctrl+z",),
    "note.undo_elsewhere": ("alt+z",),
    "note.redo": ("ctrl+y",),
    "note.conflict": ("f3",),
    "note.fact_check": ("shift+f7",),
    "note.type": ("shift+f8",),
    "note.status": ("shift+f9",),
    "note.tags": ("alt+t",),
    "note.due": ("alt+d",),
    "notes.actor": ("alt+n",),
    "note.approve": ("f12",),
    "note.save": ("f2",),
    "note.look": ("alt+v",),
    "note.right_of_reply": ("alt+r",),
    "table.filter": ("shift+f3",),
    "table.sort": ("shift+f2",),
    "table.reverse": ("shift+f10",),
    "notes.desk": ("shift+f12",),
    "actor.elsewhere": ("shift+f11",),
    "quote.elsewhere": ("alt+q",),
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
    "sourcing.open": ("alt+s",),
    "check.open": ("alt+c",),
    "proof.open": ("alt+e",),
    "proof.attach": ("alt+h",),
    "proof.note": ("alt+f",),
    "evidence.next": ("f4",),
    "evidence.previous": ("shift+f4",),
    "evidence.note": ("shift+f7",),
    "evidence.speaker": ("ctrl+w",),
    "view.zoom": ("alt+x",),
    "view.down": ("down",),
    "view.up": ("up",),
    "view.page_down": ("pagedown",),
    "view.page_up": ("pageup",),
    "view.half_down": (),
    "view.half_up": (),
    "view.top": ("home",),
    "view.bottom": ("end",),
    "app.help": ("f1",),
    "app.messages": ("alt+w",),
    "app.palette": ("ctrl+p",),
    "app.back": ("f10",),
    "app.suspend": (),
    "app.redraw": ("alt+l",),
}
"""The keys of the preset `plain` that differ from `vim`: arrows and function keys."""

INTERCEPTED_KEYS = {"ctrl+a": "screen", "ctrl+b": "tmux"}
"""Keys that never reach the app inside these programs; binding one is allowed, with a warning."""


def preset(name: str) -> dict[str, tuple[str, ...]]:
    """The keymap `vim` (the registry's own keys) or `plain`."""
    keys = {action.id: action.keys for action in ACTIONS}
    return keys | dict(PLAIN) if name == "plain" else keys


ALSO_EDITING = frozenset({"note.type", "note.due"})
"""Actions that work while a note is written, but do not need a key there."""
MODIFIERS = frozenset({"alt", "ctrl", "hyper", "meta", "shift", "super"})


class Slot(NamedTuple):
    """Keys of one action that Textual binds under one id; with `priority` they work even in the editor."""

    id: str
    keys: tuple[str, ...]
    priority: bool = False


def slots(action: Action, keys: tuple[str, ...]) -> tuple[Slot, ...]:
    """The bindings of an action: keys that type text never have priority over an editor.

    A slot without keys gets one that no terminal sends, because Textual's keymap only replaces existing keys.
    """
    none = (f"no-key-{action.id}",)
    if not action.editing:
        return (Slot(action.id, keys or none),)
    quiet = tuple(key for key in keys if is_not_text(key))
    typed = tuple(key for key in keys if key not in quiet)
    return Slot(action.id, quiet or none, priority=True), Slot(f"{action.id}.typed", typed or none)


def as_textual(keymap: Keymap) -> dict[str, str]:
    """The argument of `App.set_keymap`: the keys that differ from the registry, by binding id."""
    return {
        slot.id: ",".join(slot.keys)
        for action in ACTIONS
        if keymap[action.id] != action.keys
        for slot in slots(action, keymap[action.id])
    }


def is_not_text(key: str) -> bool:
    """Whether `key` types no text in an editor."""
    *modifiers, base = key.split("+")
    return bool({"alt", "ctrl"} & set(modifiers)) or (base[:1] == "f" and base[1:].isdigit())


def canonical(key: str) -> str | None:
    """Textual's name of `key`: `question_mark` for `?`. None for a key that no terminal sends."""
    from textual.keys import KEY_ALIASES, REPLACED_KEYS, Keys, key_to_character

    from tui.terminal.textual_internals import character_to_key

    *modifiers, base = [key] if len(key) == 1 else key.split("+")
    if len(base) == 1:
        base = character_to_key(base)
    named = {name.value for name in Keys if name.value.isalnum()} - {"return"}
    character = key_to_character(REPLACED_KEYS.get(base, base))
    types = character is not None and character.isprintable() and character_to_key(character) == base
    if not (types or base in named) or len(set(modifiers)) < len(modifiers) or not MODIFIERS.issuperset(modifiers):
        return None
    if "shift" in modifiers and types and len(modifiers) == 1 and base != "space":
        return None  # the terminal sends the shifted character
    name = "+".join([*sorted(modifiers), base.lower() if modifiers else base])
    return next((real for real, aliases in KEY_ALIASES.items() if name in aliases), name)


def load(path: Path, preset_name: str) -> tuple[dict[str, tuple[str, ...]], list[Fault]]:
    """The keymap, and the faults in the file at `path`; actions with a fault get the keys of the preset.

    `keymap.toml` holds lines such as `"note.add" = ["a", "insert"]`; keys are Textual key names or characters.
    """
    table, faults = read_toml(path)
    defaults = preset(preset_name)
    lines = path.read_text(encoding="utf-8").splitlines() if table else []
    own: dict[str, tuple[str, ...]] = {}
    for id, value in table.items():
        line = line_of(lines, id)
        action = next((action for action in ACTIONS if action.id == id), None)
        if action is None:
            faults.append(Fault(path, line, id, "no such action; `copydesk config default` lists them"))
            continue
        keys = _keys(action, value)
        if isinstance(keys, str):
            faults.append(Fault(path, line, id, keys))
            continue
        faults += [
            Fault(path, line, id, f"{key} is taken by {INTERCEPTED_KEYS[key]} where it runs")
            for key in keys
            if key in INTERCEPTED_KEYS and key not in defaults[id]
        ]
        own[id] = keys
    faults += _without_clashes(path, lines, defaults, own)
    return defaults | own, faults


def _keys(action: Action, value: object) -> tuple[str, ...] | str:
    """The keys that the file sets for an action, or the reason why they are not allowed."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list) or not all(isinstance(key, str) and key for key in given):
        return "must be a key or a list of keys in quotes"
    if not given and action.keys:
        return "must be a key or a list of keys in quotes"
    keys = []
    for key in given:
        name = canonical(key)
        if name is None:
            return f"no terminal sends a key {key}; `copydesk config default` shows how keys are written"
        keys.append(name)
    if action.editing and action.id not in ALSO_EDITING and not any(map(is_not_text, keys)):
        return f"{' and '.join(given)} would be text while a note is written; give it a key such as ctrl+o or f9"
    return tuple(dict.fromkeys(keys))


def _without_clashes(path: Path, lines: list[str], defaults: Keymap, own: dict[str, tuple[str, ...]]) -> list[Fault]:
    """Remove the actions from `own` that give a key two meanings on one screen; return a fault for each."""
    faults: list[Fault] = []
    while clash := _clash({**defaults, **own}, own):
        id, key, other = clash
        del own[id]
        faults.append(Fault(path, line_of(lines, id), id, f"{key} is also {other}"))
    return faults


def _clash(keymap: Keymap, own: Keymap) -> tuple[str, str, str] | None:
    """An action of `own`, a key of it with a second meaning on the same screen, and that other action; or None."""
    for place in get_args(Place):
        seen: dict[tuple[str, str], str] = {}
        for action in actions_in(place):
            for key in keymap[action.id]:
                other = seen.setdefault((action.mode, key), action.id)
                if other != action.id:
                    return (action.id, key, other) if action.id in own else (other, key, action.id)
    return None


def default_toml() -> str:
    """A `keymap.toml` that sets every default, with a comment for each action."""
    return "\n".join(
        f'# {action.help}\n"{action.id}" = [{", ".join(_quoted(key) for key in action.keys)}]\n' for action in ACTIONS
    )


def _quoted(key: str) -> str:
    return f'"{key}"'
