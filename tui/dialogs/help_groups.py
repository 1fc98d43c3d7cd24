"""What the help says in which order: groups of actions, the one of the focused pane first, and the legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.actions.registry import Action, Place, actions_in

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("The text", "article", ("quote.next", "quote.previous", "mention.", "search.", "jump.", "select.start")),
    ("The actor", "actors", ("reading.merge", "reading.split", "notes.actor", "actor.")),
    ("The quote", "quotes", ("reading.", "quote.")),
    ("The note", "notes", ("note.", "notes.")),
    ("Any selection", "", ("yank.",)),
    ("While selecting words", "", ("select.",)),
    ("Tables", "", ("table.",)),
    ("Moving", "", ("view.", "pane.", "mode.")),
    ("Article and reports", "", ("article.", "versions.", "sourcing.", "check.", "style.", "export.", "import.")),
    ("Copydesk", "", ("app.",)),
)
"""A heading, the pane whose help begins with it, and how the ids of its actions begin."""
DESK_GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "The article", "articles",
        ("desk.open", "desk.toggle", "desk.read_all", "desk.remove", "desk.hide", "desk.restore", "desk.undo"),
    ),
    ("What is due", "due", ("note.",)),
    ("Searches and views", "views", ("desk.search", "desk.save", "desk.removed", "desk.hidden", "desk.story")),
    ("The preview", "preview", ("quote.",)),
    ("Panes", "", ("desk.due", "desk.articles", "desk.views", "desk.preview", "pane.", "view.zoom")),
    ("Feeds and notes", "", ("desk.refresh", "notes.")),
    *GROUPS[GROUPS.index(("Tables", "", ("table.",))):],
)  # fmt: skip
"""The same for the desk."""
WITH_QUOTE = ("note.fact_check", "note.add", "yank.selection")
FIRST: dict[str, tuple[str, ...]] = {
    "notes": ("note.add", "note.edit", "note.status", "note.type", "note.due", "note.approve", "note.delete"),
    "quotes": WITH_QUOTE, "actors": ("note.add", "yank.selection"), "article": WITH_QUOTE,
    "due": ("desk.open", "note.approve", "note.status", "desk.remove", "desk.undo"),
    "views": ("desk.open", "desk.remove"), "preview": ("desk.open",),
}  # fmt: skip
"""Actions of other groups that the group of a pane begins with."""

LEGEND = (
    "“” direct   “… partial   ~ paraphrase",
    "● named   ○ unnamed   · not quoted",
    "? speaker unsure   * set by a person",
    "evidence: ✓ verbatim   ≈ edited   ✗ altered   ? not found",
    "▸ selected   ► keyboard here",
    "◆ note open   ◇ done   ! late",
    "margin: │ quote   ▌ selected quote   ◆ ◇ ! note",
    "colours: the four who say most, of each article",
)
"""The signs of the article screen."""
DESK_LEGEND = (
    "• unread   ! late or due today   » embargo lifts   ◆ open   ◇ done",
    "● named   ○ unnamed   ~ paraphrase",
    "bar: █ direct   ▒ partial   ░ paraphrase",
    "▸ selected   ► keyboard here",
)
"""The signs of the desk."""
LEGENDS: dict[Place, Sequence[str]] = {"article": LEGEND, "desk": DESK_LEGEND}


def groups(place: Place, pane: str) -> Iterator[tuple[str, Sequence[Action]]]:
    """The actions of the screen `place` under their headings, those of `pane` first; each action once."""
    left = {action.id: action for action in actions_in(place)}
    order = sorted(DESK_GROUPS if place == "desk" else GROUPS, key=lambda group: not pane or group[1] != pane)
    for heading, of, starts in order:
        ids = [id for id in FIRST.get(of, ()) if id in left] if of and of == pane else []
        ids += [id for id in left if id not in ids and id.startswith(starts)]
        if ids:
            yield heading, [left.pop(id) for id in ids]
    if left:
        yield "More", list(left.values())
