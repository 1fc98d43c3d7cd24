"""Letters of other layouts, by their place on the keyboard."""

from __future__ import annotations

import pytest
from textual import events

from tests.tui.article.test_screen import notes
from tests.tui.conftest import Opener
from tests.tui.terminal.test_key_order import burst, settled
from tui.config.settings import Settings
from tui.terminal.keyboard_layouts import Keyboard, KeyboardReader


@pytest.mark.parametrize(
    ("layout", "typed", "latin"),
    [
        ("Cyrillic", "йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm"),
        ("Cyrillic", "ТЖЭхъбюі", 'N:"[],.s'),
        ("Greek", "ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
        ("Greek", "ΝΞΓ", "NJG"),
        ("Hebrew", "קראטוןםפשדגכעיחלזסבהנמצ", "ertyuiopasdfghjkzxcvbnm"),
        ("Arabic", "ضصثقفغعهخحشسيبلاتنمئءؤرىة", "qwertyuiopasdfghjklzxcvnm"),
    ],
)
def test_each_letter_is_the_one_on_its_key(layout: str, typed: str, latin: str) -> None:
    reader = KeyboardReader("auto")
    assert [reader.latin(each) for each in typed] == [(each, layout) for each in latin]


def test_greek_q_and_hebrew_slash_need_a_letter_of_the_layout_before() -> None:
    reader = KeyboardReader("auto")
    assert reader.latin(";") == ("", "")
    assert [reader.latin(each)[0] for each in "ν;"] == ["n", "q"]
    assert [reader.latin(each)[0] for each in "n;"] == ["", ""], "the layout was changed"
    assert [reader.latin(each)[0] for each in "מ/."] == ["n", "q", "/"]


@pytest.mark.parametrize(("keyboard", "found"), [("auto", "y"), ("latin", ""), ("bulgarian", "k")])
def test_the_setting(keyboard: Keyboard, found: str) -> None:
    assert KeyboardReader(keyboard).latin("н")[0] == found
    assert Settings(keyboard=keyboard).keyboard == keyboard


async def test_letters_are_commands_only_where_no_text_is_typed(open_article: Opener) -> None:
    async with open_article() as desk:
        burst(desk, "т", "т", "ф", *"тест", "escape", "т")
        await settled(desk)
        assert [note.body for note in notes(desk)] == ["тест"]
        article, quote = desk.story.article, desk.screen.state.selected_quote
        assert article is not None
        assert quote == article.quotes[2]
        reported = [line for line in desk.screen.session.messages.lines if "keyboard" in line]
        assert reported == ['Cyrillic keyboard: т read as n (keyboard = "latin" in config.toml)']


async def test_a_search_takes_them_as_they_are(open_article: Opener) -> None:
    async with open_article() as desk:
        desk.app.post_message(events.Key("slash", "/"))
        burst(desk, *"тест")
        await settled(desk)
        assert desk.screen.query_one("PromptInput").value == "тест"  # type: ignore[attr-defined]
