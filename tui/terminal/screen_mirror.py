"""A mirror of the terminal's cells, which computes the shortest output from what is shown to what is to be shown.

Only cells that differ are sent: text that moved up or down is moved by the terminal itself (a scrolling region), blank
line ends are erased, and only changes of the look are sent, which stays set from one update to the next.

The sequences used are a VT100's: cursor position, cursor forward, erase to either end of the line, scrolling region,
line feed and reverse index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_NARROW = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2015\u2018-\u2027\u2030-\u205e\u20a0-\u20bf\u2400-\u2421\u2500-\u25ff\ufffd"
)
_WIDE = "\u3001-\u3020\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
NOT_NARROW = re.compile(f"[^{_NARROW}]")


@lru_cache(1)
def _doubtful() -> re.Pattern[str]:
    """Characters whose width differs between terminals: emoji, joined and combining characters, complex scripts.

    Compiled on first use: most articles have none, and it takes milliseconds at start.
    """
    return re.compile(f"[^{_NARROW}{_WIDE}]")


def _has_fixed_width(text: str) -> bool:
    """Whether every terminal draws each character of `text` in the same number of cells."""
    return NOT_NARROW.search(text) is None or _doubtful().search(text) is None


MAX_GAP_CELLS = 3
"""Up to this many unchanged cells are sent again rather than moving the cursor."""
MIN_ERASED_CELLS = 8
"""Erasing the line is tried if more cells than this become blank."""


BLANKS: dict[str, str] = {"": ""}
"""The look of a blank cell, by look."""


@dataclass(slots=True)
class Row:
    """A line of cells: the text of each ("" for the second cell of a wide character), and its look.

    A look is a string of SGR parameters, "" for the terminal's default. A blank's look omits what blanks do not show.
    """

    cells: list[str]
    looks: list[str]

    @property
    def has_fixed_width(self) -> bool:
        """Whether every terminal draws each of these characters in the same number of cells."""
        return _has_fixed_width("".join(self.cells))

    @classmethod
    def blank(cls, width: int) -> Row:
        """An empty line."""
        return cls([" "] * width, [""] * width)


class Mirror:
    """The terminal's current cells; unknown until a whole screen has been sent."""

    def __init__(self, *, erases_in_colour: bool = False, plain: bool = False) -> None:
        """With `erases_in_colour` erased cells get the current background (terminfo's bce).

        With `plain` attributes can only be reset all at once, as on a VT100.
        """
        self._rows: list[Row] | None = None
        self._pen = _Pen(erases_in_colour, plain)

    def forget(self) -> None:
        """Forget the cells, as after something else has written to the terminal: the next update sends everything."""
        self._rows = None
        self._pen.forget()

    @property
    def rows(self) -> Sequence[Row] | None:
        """The cells, or None while they are unknown."""
        return self._rows

    def paint(self, rows: list[Row]) -> str:
        """The output that makes the terminal show `rows`."""
        old = self._rows
        self._rows = rows
        if old is None or len(old) != len(rows) or len(old[0].cells) != len(rows[0].cells):
            self._pen.forget()
            return self._take(_paint(self._pen, None, rows))
        plain = _paint(self._pen.copy(), old, rows)
        shift = _find_shift(old, rows) if plain.cost > 60 else None
        if shift is not None:
            pen = self._pen.copy()
            moved = _scroll(pen, old, *shift)
            scrolled = _paint(pen, moved, rows)
            if scrolled.cost < plain.cost:
                return self._take(scrolled)
        return self._take(plain)

    def put_cursor(self, x: int, y: int) -> str:
        """The output that moves the terminal's cursor to a cell, where input methods open their windows."""
        self._pen.move(x, y)
        return self._take(self._pen)

    def _take(self, pen: _Pen) -> str:
        sent, self._pen = "".join(pen.out), pen
        pen.out = []
        return sent


# -- from cells to bytes ----------------------------------------------------------------------------------------------


class _Pen:
    """Writes cells; tracks the cursor and the current look, if they are known."""

    def __init__(self, erases_in_colour: bool, plain: bool) -> None:
        self.erases_in_colour = erases_in_colour
        self.plain = plain
        self.out: list[str] = []
        self.x: int | None = None
        self.y = -1
        self.look: str | None = None

    def copy(self) -> _Pen:
        """A pen with the same state and no output."""
        pen = _Pen(self.erases_in_colour, self.plain)
        pen.x, pen.y, pen.look = self.x, self.y, self.look
        return pen

    def adopt(self, copy: _Pen) -> None:
        """Append the output of a copy and take over its state."""
        self.out += copy.out
        self.x, self.y, self.look = copy.x, copy.y, copy.look

    def forget(self) -> None:
        """Forget the cursor and the look."""
        self.x, self.y, self.look = None, -1, None

    @property
    def cost(self) -> int:
        """The number of characters written."""
        return sum(map(len, self.out))

    def move(self, x: int, y: int) -> None:
        if self.y == y and self.x == x:
            return
        ways = [f"\x1b[{y + 1}H" if not x else f"\x1b[{y + 1};{x + 1}H"]
        if self.y == y and not x:
            ways.append("\r")
        elif self.y == y and self.x is not None:
            by = x - self.x
            ways.append(_forward(by) if by > 0 else "\b" * -by)
        elif 0 <= self.y == y - 1:
            ways.append("\r\n" + _forward(x))
        self.out.append(min(ways, key=len))
        self.x, self.y = x, y

    def set_look(self, look: str) -> None:
        if look != self.look:
            self.out.append(_change(self.look, look, self.plain))
            self.look = look

    def put(self, cell: str, look: str, size: int) -> None:
        if cell != " ":
            self.set_look(look)
        elif BLANKS.get(self.look or "") != look or self.look is None:
            self.set_look(_for_blanks(self.look, look))
        self.out.append(cell)
        self.x = None if self.x is None else self.x + size

    def erase(self, fill: str) -> None:
        self.set_background(fill)
        self.out.append("\x1b[K")

    def erase_head(self, fill: str) -> None:
        self.set_background(fill)
        self.out.append("\x1b[1K")

    def set_background(self, fill: str) -> None:
        """Set the look of erased cells: a background or none, and no attribute."""
        if self.look is None or _parts(self.look)[0] or _parts(self.look)[2] != fill:
            self.set_look(fill)


def _forward(by: int) -> str:
    return "" if not by else "\x1b[C" if by == 1 else f"\x1b[{by}C"


_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29", "21": "24", "53": "55"}
"""The SGR parameter that resets each attribute (ECMA-48 8.3.117); bold and dim are reset together."""
_SHOWN_BY_BLANKS = {"4", "5", "7", "9", "21", "53"}


@lru_cache(maxsize=4096)
def _parts(look: str) -> tuple[tuple[str, ...], str, str]:
    """A look's attributes, colour and background."""
    attributes, colours, parts = [], {"3": "", "4": ""}, look.split(";") if look else []
    while parts:
        part = parts.pop(0)
        if part in ("38", "48"):
            count = 2 if parts[0] == "5" else 4
            colours[part[0]] = ";".join([part, *parts[:count]])
            del parts[:count]
        elif len(part) >= 2 and part not in _OFF:
            colours["3" if part[:-1] in ("3", "9") else "4"] = part
        else:
            attributes.append(part)
    return tuple(attributes), colours["3"], colours["4"]


@lru_cache(maxsize=4096)
def _change(before: str | None, look: str, plain: bool) -> str:
    """The shortest SGR sequence from one look (None if unknown) to another."""
    whole = f"\x1b[0;{look}m" if look else "\x1b[m"
    if before is None:
        return whole
    if not before:
        return f"\x1b[{look}m"
    if plain:
        return whole
    (had, colour, ground), (has, new_colour, new_ground) = _parts(before), _parts(look)
    off = {_OFF[attribute] for attribute in had if attribute not in has}
    codes = sorted(off) + [attribute for attribute in has if attribute not in had or _OFF[attribute] in off]
    if new_colour != colour:
        codes.append(new_colour or "39")
    if new_ground != ground:
        codes.append(new_ground or "49")
    return min(f"\x1b[{';'.join(codes)}m", whole, key=len)


@lru_cache(maxsize=4096)
def _for_blanks(before: str | None, blank: str) -> str:
    """The look closest to `before` in which a blank looks as in `blank`."""
    attributes, colour, _ground = _parts(before or "")
    if before is None or _parts(blank)[0]:
        return blank
    shared = [attribute for attribute in attributes if attribute not in _SHOWN_BY_BLANKS]
    look = ";".join(part for part in (*shared, colour, _parts(blank)[2]) if part)
    BLANKS[look] = blank
    return look


def _paint(pen: _Pen, old: Sequence[Row] | None, rows: Sequence[Row]) -> _Pen:
    for y, row in enumerate(rows):
        before = old[y] if old is not None else None
        if before is row or before == row:
            continue
        if row.has_fixed_width and (before is None or before.has_fixed_width):
            _paint_row(pen, y, before, row)
        else:
            _paint_whole(pen, y, row)
    return pen


def _paint_row(pen: _Pen, y: int, before: Row | None, row: Row) -> None:
    """Send a line's changes; if many cells become blank, or blanks another colour, erasing first may be cheaper."""
    if before is None or _new_blanks(before, row) <= MIN_ERASED_CELLS:
        _paint_changes(pen, y, before, row)
        return
    fill = _tail(row, pen.erases_in_colour)[1]
    changed, erased = pen.copy(), pen.copy()
    _paint_changes(changed, y, before, row)
    erased.move(0, y)
    erased.erase(fill)
    _paint_changes(erased, y, Row([" "] * len(row.cells), [fill] * len(row.cells)), row)
    head = pen.copy()
    _paint_erasing_head(head, y, before, row)
    pen.adopt(min(changed, erased, head, key=lambda way: way.cost))


def _new_blanks(before: Row, row: Row) -> int:
    """The number of cells that become blank, or are and get another look."""
    cells = zip(before.cells, before.looks, row.cells, row.looks, strict=True)
    return sum(1 for old, old_look, cell, look in cells if cell == " " and (old != " " or old_look != look))


def _paint_erasing_head(pen: _Pen, y: int, before: Row, row: Row) -> None:
    """Erase the line from its start to the last cell that changes, then send what is there now.

    It keeps what is on the right, as the table beside an article.
    """
    width = len(row.cells)
    end = 1 + max(x for x in range(width) if before.cells[x] != row.cells[x] or before.looks[x] != row.looks[x])
    while end < width and not before.cells[end]:  # the second half of a wide character
        end += 1
    fill = row.looks[0] if pen.erases_in_colour and not any(_parts(row.looks[0])[:2]) else ""
    pen.move(end - 1, y)
    pen.erase_head(fill)
    erased = Row([" "] * end + before.cells[end:], [fill] * end + before.looks[end:])
    _paint_changes(pen, y, erased, row)


def _paint_changes(pen: _Pen, y: int, before: Row | None, row: Row) -> None:
    cells, looks, width = row.cells, row.looks, len(row.cells)
    tail, fill = _tail(row, pen.erases_in_colour)
    if before is None:
        changed, erase = list(range(tail)), tail < width
    else:
        old_cells, old_looks = before.cells, before.looks
        changed = [x for x in range(width) if old_cells[x] != cells[x] or old_looks[x] != looks[x]]
        erase = sum(1 for x in changed if x >= tail) > MAX_GAP_CELLS
        if erase:
            changed = [x for x in changed if x < tail]
    for x in changed:
        if not cells[x]:
            continue
        at = pen.x
        if pen.y == y and at is not None and at < x <= at + MAX_GAP_CELLS and _has_look(row, at, x, pen.look):
            for between in range(at, x):
                pen.put(cells[between], looks[between], 1)
        else:
            pen.move(x, y)
        pen.put(cells[x], looks[x], 2 if x + 1 < width and not cells[x + 1] else 1)
        if pen.x == width:
            pen.x = None  # terminals differ in where the cursor is after the last column
    if erase:
        pen.move(tail, y)
        pen.erase(fill)


def _paint_whole(pen: _Pen, y: int, row: Row) -> None:
    """Send the whole of a line of uncertain width, and set the column again after every doubtful cell."""
    pen.move(0, y)
    pen.erase("")
    for x, (cell, look) in enumerate(zip(row.cells, row.looks, strict=True)):
        if not cell or (cell == " " and not look):
            continue
        pen.move(x, y)
        pen.put(cell, look, 2 if x + 1 < len(row.cells) and not row.cells[x + 1] else 1)
        if not _has_fixed_width(cell) or pen.x == len(row.cells):
            pen.x = None


def _tail(row: Row, in_colour: bool) -> tuple[int, str]:
    """The first of the erasable blanks at the end of the line, and their look."""
    x = len(row.cells)
    fill = row.looks[-1] if x and in_colour and not any(_parts(row.looks[-1])[:2]) else ""
    while x and row.cells[x - 1] == " " and row.looks[x - 1] == fill:
        x -= 1
    return x, fill


def _has_look(row: Row, start: int, end: int, look: str | None) -> bool:
    """Whether the cells from `start` to `end` can be sent without a change of look."""
    blank = BLANKS.get(look or "")
    return all(
        row.cells[x] and (row.looks[x] == look or (row.cells[x] == " " and row.looks[x] == blank))
        for x in range(start, end)
    )


# -- scrolling --------------------------------------------------------------------------------------------------------


def _find_shift(old: Sequence[Row], new: Sequence[Row]) -> tuple[int, int, int] | None:
    """First row, last row and distance of a scroll: `new[y]` is `old[y + distance]`. None if too few rows moved."""
    places: dict[str, int] = {}
    for y, row in enumerate(old):
        text = "".join(row.cells)
        places[text] = -1 if text in places else y
    moves = [
        (places.get("".join(row.cells), -1) - y, y)
        for y, row in enumerate(new)
        if places.get("".join(row.cells), -1) >= 0
    ]
    votes = Counter(distance for distance, _y in moves if distance)
    if not votes:
        return None
    distance, count = votes.most_common(1)[0]
    if count < 2:
        return None
    rows = [y for d, y in moves if d == distance]
    return min(rows[0], rows[0] + distance), max(rows[-1], rows[-1] + distance), distance


def _scroll(pen: _Pen, rows: Sequence[Row], first: int, last: int, distance: int) -> list[Row]:
    """Make the terminal move its rows `first` to `last` by `distance`; return the rows it then shows."""
    pen.set_background("")  # terminals differ in whether a new line gets the current background
    pen.out.append(f"\x1b[{first + 1};{last + 1}r")
    pen.out.append(
        f"\x1b[{last + 1}H" + "\n" * distance if distance > 0 else f"\x1b[{first + 1}H" + "\x1bM" * -distance
    )
    pen.out.append("\x1b[r")
    pen.x, pen.y = None, -1  # this homes the cursor, but not in every emulator
    blank = Row.blank(len(rows[0].cells))
    moved = list(rows)
    for y in range(first, last + 1):
        moved[y] = rows[y + distance] if first <= y + distance <= last else blank
    return moved
