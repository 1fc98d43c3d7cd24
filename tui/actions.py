"""Every action of the app, once: id, keys, title, help, and where it is enabled.

From this table come the bindings of the screens, the help screen, the command palette, the hint bar and the README's
keymap. A screen implements an action as the method `action_<id with _ for .>`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Place = Literal["desk", "article"]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do.

    `keys` are Textual key names, the first one shown; `hint` is the word beside the key in the hint bar, empty for
    none; `editing` says that the action also works while the note editor has the keyboard.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    places: tuple[Place, ...] = ("article",)
    hint: str = ""
    editing: bool = False

    @property
    def method(self) -> str:
        """The name of the Textual action: `note.add` is `note_add`, handled by `action_note_add`."""
        return self.id.replace(".", "_")


BOTH: tuple[Place, ...] = ("desk", "article")

ACTIONS: tuple[Action, ...] = (
    Action("desk.open", ("enter",), "Read", "Open the article under the cursor.", ("desk",), "read"),
    Action("quote.next", ("n",), "Next quote", "Go to the next quote; every pane follows.", hint="next quote"),
    Action("quote.previous", ("N",), "Previous quote", "Go to the quote before."),
    Action("mention.next", ("m",), "Next mention", "Go to the next mention of the actor at hand, or of any actor."),
    Action("mention.previous", ("M",), "Previous mention", "Go to the mention before."),
    Action("note.next", ("right_square_bracket",), "Next note", "Go to the next note in the article."),
    Action("note.previous", ("left_square_bracket",), "Previous note", "Go to the note before."),
    Action(
        "note.add",
        ("a",),
        "Add a note",
        "Write a note on the selection, quote or actor at hand; Escape saves it.",
        hint="note",
    ),
    Action("note.edit", ("i",), "Edit the note", "Edit the note at hand; Escape saves it.", hint=""),
    Action("note.delete", ("d",), "Delete the note", "Delete the note at hand; press twice."),
    Action(
        "note.fact_check",
        ("f",),
        "Fact-check",
        "Write a fact-check on the quote at hand, with who said it; Escape saves it.",
        hint="fact-check",
    ),
    Action(
        "note.type",
        ("t",),
        "Next type",
        "Make the note at hand a fact-check, follow-up, correction or right of reply; new notes start as that.",
    ),
    Action("note.status", ("s",), "Next status", "Move the note at hand on in its life: open, verified, wrong."),
    Action(
        "note.approve", ("full_stop",), "Approve, next", "Mark the note at hand as done; go to the next open one."
    ),
    Action(
        "note.save", ("ctrl+s", "f2"), "Save the note", "Save what is in the editor and go on writing.", editing=True
    ),
    Action("export.markdown", ("E",), "Export notes", "Write the article's notes as Markdown.", hint="export"),
    Action("pane.next", ("tab",), "Next pane", "Move to the next pane.", hint="panes"),
    Action("pane.previous", ("shift+tab",), "Previous pane", "Move to the pane before."),
    Action("pane.article", ("1",), "Article", "Go to the article's text."),
    Action("pane.actors", ("2",), "Actors", "Go to the actors: who they are, for whom they speak, how often."),
    Action("pane.quotes", ("3",), "Quotes", "Go to the quotes: what was said, by whom, with which verb."),
    Action("pane.notes", ("4",), "Notes", "Go to the notes."),
    Action("view.down", ("j", "down"), "Down", "Scroll the article, or move down the table.", BOTH),
    Action("view.up", ("k", "up"), "Up", "Scroll the article, or move up the table.", BOTH),
    Action("view.page_down", ("pagedown", "space", "ctrl+f"), "Page down", "Go one page down.", BOTH),
    Action("view.page_up", ("pageup",), "Page up", "Go one page up.", BOTH),
    Action("view.top", ("g", "home"), "Top", "Go to the beginning.", BOTH),
    Action("view.bottom", ("G", "end"), "Bottom", "Go to the end.", BOTH),
    Action("app.help", ("question_mark", "f1"), "Help", "List every key.", BOTH, "help"),
    Action("app.palette", ("ctrl+p", "colon"), "Palette", "Find an action by name.", BOTH, editing=True),
    Action("app.back", ("q",), "Back", "Back to the desk; from the desk, leave.", BOTH, "back"),
    Action("app.quit", ("ctrl+q",), "Quit", "Save the note being written and leave.", BOTH, editing=True),
)

_NAMES = {
    "question_mark": "?",
    "full_stop": ".",
    "colon": ":",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "shift+tab": "Shift+Tab",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
    "down": "Down",
    "up": "Up",
}


def key_name(key: str) -> str:
    """A key as people write it: `question_mark` is `?`, `ctrl+p` is `Ctrl+P`."""
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key


def actions_in(place: Place) -> Iterator[Action]:
    """The actions enabled on the screen `place`, in the order of the table."""
    return (action for action in ACTIONS if place in action.places)


def hints(place: Place, keys: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """What the hint bar shows on `place`, with the keys in force by action id: pairs of key and word."""
    return [(key_name(keys[action.id][0]), action.hint) for action in actions_in(place) if action.hint]


def keymap_table() -> str:
    """The keymap as a Markdown table, as the README has it."""
    rows = ["| Key | Action | What it does |", "| --- | --- | --- |"]
    for action in ACTIONS:
        keys = " ".join(f"`{key_name(key)}`" for key in action.keys)
        rows.append(f"| {keys} | {action.title} | {action.help} |")
    return "\n".join(rows) + "\n"
