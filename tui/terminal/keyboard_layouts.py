"""Letters of Cyrillic, Greek, Hebrew and Arabic keyboards, and the Latin letter on the same key. Pure.

The layouts are those that Windows, macOS and XKB call Russian, Ukrainian, Bulgarian (BDS), Greek, Hebrew and
Arabic (101), over a US keyboard.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Keyboard = Literal["auto", "latin", "bulgarian"]

_QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'


def _by_place(lower: str, upper: str = "") -> dict[str, str]:
    """The Latin character for each of a layout, whose keys are given in the order of a US keyboard."""
    pairs = [*zip(lower, _QWERTY, strict=True), *zip(upper or " " * len(_SHIFTED), _SHIFTED, strict=True)]
    return {character: latin for character, latin in pairs if not character.isascii()}


_RUSSIAN = _by_place("йцукенгшщзхъфывапролджэячсмитьбю", "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ")
_UKRAINIAN = {"і": "s", "І": "S", "ї": "]", "Ї": "}", "є": "'", "Є": '"', "ў": "o", "Ў": "O"}
_BULGARIAN = _by_place(",уеишщксдзц;ьяаожгтнвмчюйъэфхпрл", "ыУЕИШЩКСДЗЦ§ѝЯАОЖГТНВМЧЮЙЪЭФХПРЛ")
_GREEK = _by_place(";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,.", ':΅ΕΡΤΥΘΙΟΠ{}ΑΣΔΦΓΗΞΚΛ¨"ΖΧΨΩΒΝΜ<>')
_HEBREW = _by_place("/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ")
_ARABIC = {
    **dict(zip("ضصثقفغعهخحجد", "qwertyuiop[]", strict=True)),
    **dict(zip("شسيبلاتنمكط", "asdfghjkl;'", strict=True)),
    **dict(zip("ئءؤرىةوز", "zxcvnm,.", strict=True)),
    "ﻻ": "b",
    "إ": "Y",
    "أ": "H",
    "ـ": "J",
    "،": "K",
    "آ": "N",
    "؛": "P",
}

_NAMES: Mapping[str, dict[str, str]] = {
    "Cyrillic": {**_RUSSIAN, **_UKRAINIAN}, "Greek": _GREEK, "Hebrew": _HEBREW, "Arabic": _ARABIC
}  # fmt: skip
_ASCII_PLACES = {"Greek": {";": "q"}, "Hebrew": {"/": "q", "'": "w", ",": "'", ".": "/"}}
"""The Latin keys of a layout's ASCII characters, unless the previous letter was Latin."""


class KeyboardReader:
    """Reads letters of other layouts as the Latin ones on the same keys; remembers which layout was used last."""

    def __init__(self, keyboard: Keyboard) -> None:
        self._names = dict(_NAMES) if keyboard != "latin" else {}
        if keyboard == "bulgarian":
            self._names["Cyrillic"] = _BULGARIAN
        self._now = ""

    def latin(self, character: str) -> tuple[str, str]:
        """The character on the same key of a US keyboard, and the name of the layout; both "" if unchanged."""
        for name, letters in self._names.items():
            if character in letters:
                self._now = name
                return letters[character], name
        if character.isascii() and character.isalpha():
            self._now = ""
        place = _ASCII_PLACES.get(self._now, {}).get(character, "")
        return (place, self._now) if place else ("", "")
