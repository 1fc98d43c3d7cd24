"""The colours of speakers and states in each kind of theme. Every state also has a sign or a word.

Each colour is one of the 256 that terminals have numbers for, so that it costs 11 bytes instead of 19, and has a
contrast of at least 4.5 on the background of its themes (WCAG 2.2, success criterion 1.4.3; a test computes it).
"""

from __future__ import annotations

Palette = dict[str, str]

DARK: Palette = {
    "speaker1": "#5fd7ff",
    "speaker2": "#5fd787",
    "speaker3": "#ff87d7",
    "speaker4": "#afafff",
    "attention": "#ffd75f",
    "late": "#ff5f5f",
}
"""On a black or nearly black background: the themes dark and contrast."""
LIGHT: Palette = {
    "speaker1": "#005f87",
    "speaker2": "#005f00",
    "speaker3": "#870087",
    "speaker4": "#5f00af",
    "attention": "#5f5f00",
    "late": "#af0000",
}
ANSI: Palette = {
    "speaker1": "ansi_cyan",
    "speaker2": "ansi_green",
    "speaker3": "ansi_magenta",
    "speaker4": "ansi_bright_blue",
    "attention": "ansi_yellow",
    "late": "ansi_red",
}
"""The terminal's own colours, which the user chooses."""

ROLES = tuple(DARK)


def colour_classes(prefix: str) -> set[str]:
    """The component classes of the roles: `table--speaker1` and so on for the prefix `table`."""
    return {f"{prefix}--{role}" for role in ROLES}


def colour_css(prefix: str) -> str:
    """The CSS rules for these classes, nested in a widget's own rule."""

    def rules(palette: Palette) -> str:
        return " ".join(f"& > .{prefix}--{role} {{ color: {colour}; }}" for role, colour in palette.items())

    return f"{rules(DARK)} &:light {{ {rules(LIGHT)} }} &:ansi {{ {rules(ANSI)} }}"
