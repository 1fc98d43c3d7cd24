"""Every colour of text is legible on the background that it is drawn on."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widget import Widget

from tui.app import CONTRAST
from widgets.bars import HintBar, PaneTitle, StatusLine
from widgets.colours import ANSI, DARK, LIGHT, ROLES
from widgets.panes.actors import ActorsPane
from widgets.panes.article import ArticlePane
from widgets.panes.compare import ComparePane

MIN_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of a usual size."""


class Everything(App[None]):
    """A widget of each kind that has component classes with colours."""

    def compose(self) -> ComposeResult:
        yield PaneTitle("1 Article")
        yield ArticlePane()
        yield ActorsPane()
        yield ComparePane()
        yield StatusLine()
        yield HintBar()


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", CONTRAST.name])
async def test_every_colour_of_text_is_legible(theme: str) -> None:
    app = Everything()
    app.register_theme(CONTRAST)
    app.theme = theme
    async with app.run_test(size=(80, 24)):
        poor = []
        checked = 0
        for widget in app.screen.walk_children(Widget):
            for name in widget.COMPONENT_CLASSES:
                style = widget.get_component_rich_style(name)
                if style.color is None or style.bgcolor is None or "scrollbar" in name or "link" in name:
                    continue
                checked += 1
                ratio = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
                if ratio < MIN_CONTRAST:
                    poor.append(f"{name}: {ratio:.1f}")
        assert not poor
        assert checked > 30


def test_each_role_has_a_colour_in_each_palette_and_shares_it_with_no_other() -> None:
    for palette in (DARK, LIGHT, ANSI):
        assert tuple(palette) == ROLES
        assert len(set(palette.values())) == len(ROLES)
