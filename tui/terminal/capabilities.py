"""The terminal's capabilities, from environment variables; a query to the terminal would delay the first paint.

Names need no terminfo entry: none is looked up.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Colours = Literal["truecolor", "256", "16", "none"]

_TRUECOLOR = re.compile(r"alacritty|kitty|ghostty|wezterm|foot|contour|rio\b|-direct|truecolor")
"""Terminals with 24-bit colour, by their names in TERM, which SSH passes on while it drops COLORTERM."""
_PLAIN = re.compile(r"vt(?!e\b)\d|ansi-m|dec-vt|.*-(m|mono)$")
"""VT100 and similar terminals, and all whose name indicates that they have no colour."""
_ERASES_IN_COLOUR = re.compile(r"xterm|alacritty|kitty|ghostty|wezterm|foot|rxvt|konsole|vte|gnome|putty|st-|linux")
"""Terminals with bce in their terminfo entry. Not screen, nor tmux, whose name GNU screen's users may set too."""


@dataclass(frozen=True, slots=True)
class TerminalKind:
    """What may be sent to a terminal.

    `charset` is the name of a codec. A `plain` terminal knows only a VT100's sequences: no colour and no modes of later
    terminals. A `private` one ignores private sequences that it does not know. `erases_in_colour` is terminfo's bce.
    """

    colours: Colours = "truecolor"
    charset: str = "utf-8"
    plain: bool = False
    private: bool = True
    erases_in_colour: bool = False


def terminal_kind(env: Mapping[str, str], locale: str | None = None) -> TerminalKind:
    """The terminal's capabilities by the variables TERM, COLORTERM, NO_COLOR and STY.

    `locale` is the user's (`locale_of`); for None the terminal is assumed to show UTF-8.
    """
    term = env.get("TERM", "").lower()
    plain = _PLAIN.match(term) is not None
    return TerminalKind(
        _colours(term, env, plain), charset_of(locale), plain, not plain and term != "linux",
        _ERASES_IN_COLOUR.match(term) is not None,
    )  # fmt: skip


def _colours(term: str, env: Mapping[str, str], plain: bool) -> Colours:
    if plain or env.get("NO_COLOR"):
        return "none"
    many: Colours = "256" if "256color" in term else "16"
    if term == "linux" or "STY" in env:  # GNU screen passes on the outer terminal's COLORTERM, but not 24-bit colours
        return many
    if env.get("COLORTERM", "").lower() in ("truecolor", "24bit") or _TRUECOLOR.search(term):
        return "truecolor"
    return many


def charset_of(locale: str | None) -> str:
    """The codec of a POSIX locale, by its name; `ascii` for C and for names without one."""
    if locale is None:
        return "utf-8"
    name, _dot, codeset = locale.partition("@")[0].partition(".")
    given = (codeset or (name if name.upper() == "UTF-8" else "")).lower()
    if given.replace("-", "") == "utf8":
        return "utf-8"
    if not given or sys.__stderr__ is None:
        return "ascii"
    try:  # the app writes through this stream, which must be able to encode all of it
        "".encode(given)
        return given if _same_codec(sys.__stderr__.encoding, given) else "ascii"
    except LookupError:
        return "ascii"


def _same_codec(one: str, other: str) -> bool:
    import codecs

    return codecs.lookup(one).name == codecs.lookup(other).name


def locale_of(env: Mapping[str, str]) -> str | None:
    """The locale that the user set for characters; None if there is none."""
    return next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := env.get(name))), None)


def environment_at_start(env: Mapping[str, str], file: Path = Path("/proc/self/environ")) -> Mapping[str, str]:
    """The environment before Python replaced the C locale by setting LC_CTYPE (PEP 538), if it is known.

    `env` is the current environment, which is returned otherwise.
    """
    if env.get("LC_CTYPE") not in ("C.UTF-8", "C.utf8", "UTF-8"):
        return env
    try:
        block = file.read_bytes().decode(errors="surrogateescape")
    except OSError:
        return env
    return dict(part.partition("=")[::2] for part in block.split("\0") if "=" in part)
