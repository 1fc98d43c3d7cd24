"""All actions of the app: id, keys, title, help, and the screens they are on.

The bindings of the screens, the help screen, the command palette, the hint bar and the keymap in docs/keys.md are made
from this table. `tui.actions.handlers` maps each action to its handler.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Place = Literal["desk", "article", "versions", "evidence"]
Mode = Literal["", "select"]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do.

    `keys` are Textual key names, of which the first is shown; without keys the action is in the palette only, until the
    user binds one. `hint` is the word beside the key in the hint bar, "" for none. With `editing` the action also works
    while the note editor has the focus. The keys of an action with a `mode` work only in that mode, where they precede
    all others; `select` is the mode in which words are selected.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    places: tuple[Place, ...] = ("article",)
    hint: str = ""
    editing: bool = False
    mode: Mode = ""


BOTH: tuple[Place, ...] = ("desk", "article")
ALL: tuple[Place, ...] = (*BOTH, "versions", "evidence")


def _selecting(id: str, keys: tuple[str, ...], title: str, help: str) -> Action:
    return Action(id, keys, title, f"While selecting: {help}", mode="select")


ACTIONS: tuple[Action, ...] = (
    Action("desk.open", ("enter",), "Read", "Open the article under the cursor.", ("desk",), "read"),
    Action(
        "desk.search",
        ("slash",),
        "Search the desk",
        "Search titles, texts, quotes and notes, with filters such as unread and source:; ? Enter lists them.",
        ("desk",),
        "search",
    ),
    Action("desk.refresh", ("r",), "Refresh", "Fetch new items of the feeds; they come to the desk unread.", ("desk",)),
    Action("desk.toggle_read", ("N",), "Read or unread", "Mark the article as read, or as unread.", ("desk",), "read"),
    Action("desk.read_all", ("A",), "All read", "Mark every article that is listed as read; u undoes it.", ("desk",)),
    Action(
        "desk.remove",
        ("D",),
        "Remove",
        "Move the article to the trash; of what is due, set the deadline; forget a saved search.",
        ("desk",),
        "remove",
    ),
    Action("desk.hide", ("H",), "Hide", "Take the article off the desk for good; nothing is deleted.", ("desk",)),
    Action("desk.restore", (), "Restore", "Put the removed or hidden article back on the desk.", ("desk",)),
    Action("desk.removed", (), "Removed articles", "List the articles in the trash.", ("desk",)),
    Action("desk.hidden", (), "Hidden articles", "List the articles that are hidden.", ("desk",)),
    Action("desk.undo", ("u",), "Undo", "Undo your last change on the desk.", ("desk",)),
    Action("desk.due", ("1",), "Due", "Go to what is due.", ("desk",)),
    Action("desk.articles", ("2",), "Articles", "Go to the articles.", ("desk",)),
    Action("desk.views", ("3",), "Views", "Go to views and sources.", ("desk",), "views"),
    Action("desk.preview", ("4",), "Preview", "Go to the preview of the article under the cursor.", ("desk",)),
    Action("desk.save_search", (), "Save the search", "Save this search; /@name runs it.", ("desk",)),
    Action("quote.next", ("n",), "Next quote", "Select the next quote; all panes follow.", BOTH, hint="next quote"),
    Action("quote.previous", ("N",), "Previous quote", "Select the quote before."),
    Action("mention.next", ("m",), "Next mention", "Select the next mention of this actor, or of any."),
    Action("mention.previous", ("M",), "Previous mention", "Select the mention before."),
    Action(
        "note.next", ("right_square_bracket", "greater_than_sign"), "Next note", "Go to the next note in the article."
    ),
    Action("note.previous", ("left_square_bracket", "less_than_sign"), "Previous note", "Go to the note before."),
    Action(
        "note.add",
        ("a",),
        "Add a note",
        "Write a note on what is selected. Esc saves it.",
        hint="note",
    ),
    Action("note.edit", ("i",), "Edit the note", "Edit the selected note. Esc saves it.", hint=""),
    Action("note.outside", ("e",), "Edit in $EDITOR", "Write the selected note, or a new one, in $VISUAL or $EDITOR."),
    Action("note.delete", ("d",), "Delete the note", "Delete the selected note; Undo restores it."),
    Action("note.undo", ("u",), "Undo", "Undo your last change in this article, even from an earlier session."),
    Action("note.undo_elsewhere", ("U",), "Undo elsewhere", "Undo your last change, whichever article it was in."),
    Action("note.redo", ("ctrl+r",), "Redo", "Redo what you undid in this article."),
    Action(
        "note.conflict", ("c",), "Resolve a conflict", "Choose between two versions of a note edited at the same time."
    ),
    Action(
        "note.fact_check",
        ("f",),
        "Fact-check",
        "Write a fact-check on the selected quote. Esc saves it.",
        hint="fact-check",
    ),
    Action(
        "note.type",
        ("t", "f3"),
        "Next type",
        "Change the type of the selected note, or with F3 of the one being written: fact-check, follow-up, ...",
        editing=True,
    ),
    Action("note.right_of_reply", ("r",), "New right of reply", "Write a right of reply on the selection."),
    Action("note.correction", (), "New correction", "Write a correction on the selection."),
    Action("note.follow_up", (), "New follow-up", "Write a follow-up on the selection."),
    Action("note.tags", ("T",), "Tags", "Tag the selected note."),
    Action(
        "note.due",
        ("D", "f4"),
        "Deadline",
        "Set a deadline, with F4 of the note being written: 16:00, tomorrow 9, fri 10, +2h; empty removes it.",
        editing=True,
    ),
    Action("note.status", ("s",), "Next status", "Change the note's status: open, verified, wrong.", BOTH),
    Action(
        "note.approve",
        ("full_stop",),
        "Done, next",
        "Mark the selected note as done; go to the next open one.",
        BOTH,
    ),
    Action(
        "note.save", ("ctrl+s", "f2"), "Save the note", "Save what is in the editor and go on writing.", editing=True
    ),
    Action(
        "note.look", ("f6",), "Look at the text", "Leave the editor open to look at the text; back again.", editing=True
    ),
    Action(
        "select.start",
        ("v",),
        "Select words",
        "Select words: motions, with a count before them, extend it; then note or yank it.",
        hint="select",
    ),
    _selecting("select.character_next", ("l", "right"), "Extend by a character", "extend by a character."),
    _selecting("select.character_previous", ("h", "left"), "Shrink by a character", "back by a character."),
    _selecting("select.word_next", ("w", "ctrl+right"), "Extend by a word", "extend by a word."),
    _selecting("select.word_previous", ("b", "ctrl+left"), "Shrink by a word", "back by a word."),
    _selecting("select.sentence_next", ("right_parenthesis",), "Extend by a sentence", "extend by a sentence."),
    _selecting("select.sentence_previous", ("left_parenthesis",), "Shrink by a sentence", "back by a sentence."),
    _selecting(
        "select.paragraph_next",
        ("right_curly_bracket", "shift+down"),
        "Extend by a paragraph",
        "extend by a paragraph.",
    ),
    _selecting(
        "select.paragraph_previous", ("left_curly_bracket", "shift+up"), "Shrink by a paragraph", "back by a paragraph."
    ),
    _selecting("select.swap", ("o",), "Move the other end", "move its other end."),
    Action("mode.leave", ("escape",), "Stop", "Stop selecting, searching or filtering.", BOTH),
    Action(
        "search.start",
        ("slash",),
        "Search",
        "Search the article; Next quote and Previous quote then walk the matches until Escape.",
    ),
    Action("jump.start", ("apostrophe", "comma"), "Jump", "Label everything on screen; type a label to go there."),
    Action("jump.back", ("ctrl+t", "alt+left"), "Jump back", "Back to where you were before the last jump."),
    Action("jump.forward", ("alt+right",), "Jump forward", "Go forward again."),
    Action("reading.wrong", ("x",), "Mark as wrong", "Mark this quote or actor as wrong; Undo restores it."),
    Action(
        "reading.speaker", ("w",), "Set the speaker", "Set who said the selected quote: pick an actor or type a name."
    ),
    Action(
        "reading.merge",
        ("equals_sign", "ampersand"),
        "Merge with…",
        "Merge this actor with another.",
    ),
    Action("reading.split", ("minus",), "Split off this mention", "This mention is somebody else."),
    Action("reading.quote", ("plus",), "Add a quote", "Mark the selected words as a quote."),
    Action("yank.selection", ("y",), "Copy", "Copy the words, quote or note to the terminal's clipboard and a file."),
    Action("table.filter", ("F",), "Filter the table", "Show only the rows that hold some words.", BOTH),
    Action("table.sort", ("S",), "Sort the table", "Sort the selected table by its next column.", BOTH),
    Action("table.reverse", ("R",), "Reverse the sort", "Reverse the order of the selected table.", BOTH),
    Action("notes.desk", ("L",), "All notes", "List every note of the desk; Enter goes to one.", BOTH),
    Action(
        "notes.actor",
        ("P",),
        "Notes about this actor",
        "Show only the notes about the selected actor; again, or Esc, shows all.",
    ),
    Action(
        "quote.elsewhere",
        ("Q",),
        "Quoted elsewhere",
        "List the other articles that have the selected quote, and where their wording differs.",
    ),
    Action("proof.open", ("V",), "Evidence", "Show the selected quote beside the evidence, the difference marked."),
    Action("proof.attach", ("H",), "Attach evidence", "Attach a recording's transcript, a document or an article."),
    Action("proof.note", ("K",), "Note the verdict", "Write the selected quote's verdict as a fact-check."),
    Action("evidence.next", ("n",), "Next quote", "Show the next quote.", ("evidence",), "next"),
    Action("evidence.previous", ("N",), "Previous quote", "Show the quote before.", ("evidence",)),
    Action(
        "evidence.note",
        ("f",),
        "Fact-check",
        "Write the verdict as a fact-check: verified, or wrong.",
        ("evidence",),
        "fact-check",
    ),
    Action("evidence.speaker", ("w",), "Who it is", "Say who the speaker's label is.", ("evidence",), "who it is"),
    Action("article.story", (), "Same story", "List the other articles that tell the story in much the same words."),
    Action("desk.story", (), "Same story", "List only the articles that tell the story under the cursor.", ("desk",)),
    Action(
        "actor.elsewhere",
        ("A",),
        "What else they said",
        "List what the selected actor said in other articles of the desk.",
    ),
    Action("export.markdown", ("E",), "Export notes", "Export notes as Markdown (preview first).", hint="export"),
    Action(
        "sourcing.open", ("B",), "Sourcing", "Show who speaks in the article, or the desk; Enter lists quotes.", BOTH
    ),
    Action(
        "check.open",
        ("C",),
        "Ready to publish?",
        "Check what blocks publication, here or on the desk; Enter goes to it.",
        BOTH,
    ),
    Action("style.marks", (), "House style", "Mark what is against the stylebook; again removes the marks."),
    Action("style.next", (), "Next style mark", "Go to the next place that is against the stylebook."),
    Action("export.fact_check", (), "Fact-check sheet", "Write a sheet of what is to be checked (preview first)."),
    Action("export.quotes", (), "Quote sheet", "Write a sheet of who said what (preview first)."),
    Action("export.desk", (), "Export the desk", "Write every article's notes as Markdown (preview first).", BOTH),
    Action(
        "export.format", (), "Export as", "Export as Web Annotations, a table or a bibliography (preview first).", BOTH
    ),
    Action("import.notes", (), "Import notes", "Import notes from a file (preview first).", BOTH),
    Action("versions.open", ("o",), "Versions", "Compare versions, and place notes whose passage moved."),
    Action(
        "versions.accept",
        ("a",),
        "Move it there",
        "Move the note to the passage shown.",
        ("versions",),
        "move it there",
    ),
    Action(
        "versions.keep",
        ("x",),
        "Passage is gone",
        "Keep the note as an orphan: its passage is gone.",
        ("versions",),
        "keep as orphan",
    ),
    Action("versions.next", ("n",), "Next", "Go to the next question, or the next change.", ("versions",), "next"),
    Action("versions.previous", ("N",), "Previous", "Go to the question, or the change, before.", ("versions",)),
    Action(
        "versions.view", ("tab",), "Other half", "Switch between notes and changes.", ("versions",), "notes/changes"
    ),
    Action("article.about", (), "About this article", "Source, dates, embargo and sender's instructions."),
    Action("pane.next", ("tab",), "Next pane", "Move to the next pane.", BOTH, "panes"),
    Action("pane.previous", ("shift+tab",), "Previous pane", "Move to the pane before.", BOTH),
    Action("pane.article", ("1",), "Article", "Go to the article's text."),
    Action("pane.actors", ("2",), "Actors", "Go to the actors: who they are, for whom they speak, how often."),
    Action("pane.quotes", ("3",), "Quotes", "Go to the quotes: what was said, by whom, with which verb."),
    Action("pane.notes", ("4",), "Notes", "Go to the notes."),
    Action("view.zoom", ("z",), "Zoom", "Give the whole screen to this pane, or share it again.", BOTH, "zoom"),
    Action("view.down", ("j", "down"), "Down", "Scroll the article, or move down the table.", ALL),
    Action("view.up", ("k", "up"), "Up", "Scroll the article, or move up the table.", ALL),
    Action("view.page_down", ("pagedown", "space", "ctrl+f"), "Page down", "Go one page down.", ALL),
    Action("view.page_up", ("pageup", "b", "ctrl+b"), "Page up", "Go one page up.", ALL),
    Action("view.half_down", ("ctrl+d",), "Half a page down", "Go half a page down.", ALL),
    Action("view.half_up", ("ctrl+u",), "Half a page up", "Go half a page up.", ALL),
    Action("view.top", ("g", "home"), "Top", "Go to the beginning.", ALL),
    Action("view.bottom", ("G", "end"), "Bottom", "Go to the end.", ALL),
    Action("app.help", ("question_mark", "f1"), "Help", "List every key.", ALL, "help"),
    Action("app.messages", ("W",), "Messages", "Read every warning and error of this session.", ALL),
    Action("app.palette", ("ctrl+p", "colon"), "Palette", "Find an action by name.", ALL, editing=True),
    Action("app.suspend", ("ctrl+z",), "Suspend", "Go to the shell; fg comes back.", ALL, editing=True),
    Action("app.redraw", ("ctrl+l",), "Redraw", "Draw the whole screen again.", ALL, editing=True),
    Action("app.back", ("q",), "Back", "Back to the desk; from the desk, leave.", ALL, "back"),
    Action("app.quit", ("ctrl+q",), "Quit", "Save and quit.", ALL, editing=True),
)

_NAMES = {
    "question_mark": "?",
    "equals_sign": "=",
    "minus": "-",
    "plus": "+",
    "full_stop": ".",
    "colon": ":",
    "slash": "/",
    "ampersand": "&",
    "comma": ",",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
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
    "left": "Left",
    "right": "Right",
    "escape": "Esc",
}


def key_name(key: str) -> str:
    """A key as people write it: `question_mark` is `?`, `ctrl+p` is `Ctrl+P`."""
    if key in _NAMES:
        return _NAMES[key]
    modifier, plus, base = key.partition("+")
    if plus and base:
        name = key_name(base)
        return f"{modifier.capitalize()}+{name.upper() if len(name) == 1 and modifier != 'alt' else name}"
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    try:
        character = unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return key if len(key) == 1 else key.capitalize()
    return character if character.isprintable() else key.capitalize()


def key_from_name(name: str) -> str:
    """The key that people write so, the inverse of `key_name`."""
    named = next((key for key, written in _NAMES.items() if written == name), None)
    if named is not None:
        return named
    modifier, plus, base = name.rpartition("+")
    if plus and base:
        return f"{modifier.lower()}+{key_from_name(base.lower() if len(base) == 1 else base)}"
    if len(name) > 1:
        return name.lower()
    return name if name.isalnum() else unicodedata.name(name).lower().replace(" ", "_").replace("-", "_")


def key_of(id: str, keys: Mapping[str, tuple[str, ...]]) -> str:
    """How to run the action `id`, as people write it: its first key in `keys`, else its title in the palette."""
    if keys[id]:
        return key_name(keys[id][0])
    title = next(action.title for action in ACTIONS if action.id == id)
    return f"{key_of('app.palette', keys)} {title}" if id != "app.palette" else title


def actions_in(place: Place) -> Iterator[Action]:
    """The actions of the screen `place`, in table order."""
    return (action for action in ACTIONS if place in action.places)


def hints(place: Place, keys: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """The hints of the screen `place`: pairs of key and word. `keys` are the user's keys by action id."""
    return [(key_name(keys[a.id][0]), a.hint) for a in actions_in(place) if a.hint and keys[a.id]]


def keymap_table() -> str:
    """The keymap as the Markdown table in docs/keys.md."""
    rows = ["| Key | Action | What it does |", "| --- | --- | --- |"]
    for action in ACTIONS:
        keys = " ".join(f"`{key_name(key)}`" for key in action.keys) or "palette"
        rows.append(f"| {keys} | {action.title} | {action.help} |")
    return "\n".join(rows) + "\n"
