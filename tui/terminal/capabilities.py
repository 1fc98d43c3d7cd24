"""What the terminal can do and show, from the environment that it set; asking it would delay the first paint.

A name needs no terminfo entry: nothing here looks one up.
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
"""Terminals that show 24 bits, by their names in TERM, which a login over SSH keeps where it drops COLORTERM."""
_PLAIN = re.compile(r"vt(?!e\b)\d|ansi-m|dec-vt|.*-(m|mono)$")
"""A VT100 and its kin, and whatever says that it has no colour."""
_ERASES_IN_COLOUR = re.compile(r"xterm|alacritty|kitty|ghostty|wezterm|foot|rxvt|konsole|vte|gnome|putty|st-|linux")
"""Terminals whose terminfo entry has bce. Not screen, and not tmux, whose name GNU screen's users may set too."""


@dataclass(frozen=True, slots=True)
class TerminalKind:
    """What may be sent.

    `charset` is the name of a codec. `plain`: a VT100's sequences only, so no colour and no modes of later terminals.
    `private`: whether it ignores the private sequences that it does not know. `erases_in_colour`: terminfo's bce.
    """

    colours: Colours = "truecolor"
    charset: str = "utf-8"
    plain: bool = False
    private: bool = True
    erases_in_colour: bool = False


def terminal_kind(env: Mapping[str, str], locale: str | None = None) -> TerminalKind:
    """What the terminal can do, by the variables TERM, COLORTERM, NO_COLOR and STY.

    `locale` is the user's (`locale_of`); None: none is set, and the terminal is taken to show UTF-8, as all do by now.
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
    if term == "linux" or "STY" in env:  # GNU screen passes on COLORTERM of the terminal around it, but not 24 bits
        return many
    if env.get("COLORTERM", "").lower() in ("truecolor", "24bit") or _TRUECOLOR.search(term):
        return "truecolor"
    return many


def charset_of(locale: str | None) -> str:
    """The codec that a POSIX locale's name gives; `ascii` for C and for names that give none."""
    if locale is None:
        return "utf-8"
    name, _dot, codeset = locale.partition("@")[0].partition(".")
    given = (codeset or (name if name.upper() == "UTF-8" else "")).lower()
    if given.replace("-", "") == "utf8":
        return "utf-8"
    if not given or sys.__stderr__ is None:
        return "ascii"
    try:  # the app writes through this stream: it must not be given what the stream cannot encode
        "".encode(given)
        return given if _same_codec(sys.__stderr__.encoding, given) else "ascii"
    except LookupError:
        return "ascii"


def _same_codec(one: str, other: str) -> bool:
    import codecs

    return codecs.lookup(one).name == codecs.lookup(other).name


def locale_of(env: Mapping[str, str]) -> str | None:
    """The locale for characters that the user set, or None where they set none."""
    return next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := env.get(name))), None)


def environment_at_start(env: Mapping[str, str], file: Path = Path("/proc/self/environ")) -> Mapping[str, str]:
    """The environment as it was before Python replaced the C locale by setting LC_CTYPE (PEP 538), where that is known.

    `env` is the environment now.
    """
    if env.get("LC_CTYPE") not in ("C.UTF-8", "C.utf8", "UTF-8"):
        return env
    try:
        block = file.read_bytes().decode(errors="surrogateescape")
    except OSError:
        return env
    return dict(part.partition("=")[::2] for part in block.split("\0") if "=" in part)
