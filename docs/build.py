"""Makes what the documents show of the real app: the picture and the README's keymap. Run by `make docs`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from store.sources import Source
from tui.actions import keymap_table
from tui.app import Copydesk
from tui.newsroom import Newsroom, Story
from tui.note_taking import NoteTaking
from widgets.quotes import QuotesPane

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "us-china-russia.txt"
NOTE = "Asked the embassy for the full statement."


async def picture(size: tuple[int, int] = (132, 40)) -> str:
    """An SVG of the app with the seed article open, a quote selected and a note on it."""
    with tempfile.TemporaryDirectory() as home:
        story = Story(name=str(SEED), source=Source("file", str(SEED)))
        newsroom = Newsroom(Path(home), "ada", Path(home) / "copydesk.log")
        app = Copydesk(newsroom, [story], alone=True)
        async with app.run_test(size=size) as pilot:
            while story.article is None or not app.screen.query(QuotesPane):
                await pilot.pause(0.1)
            await pilot.pause(0.3)
            screen = app.screen
            assert isinstance(screen, NoteTaking)
            liu = next(
                i
                for i, q in enumerate(story.article.quotes)
                if q.kind == "direct" and (q.cue or q.span).of(story.text or "") == "says"
            )
            for _ in range(liu + 1):
                await pilot.press("n")
            await pilot.press("a", *NOTE.replace(" ", "_").replace("_", " "), "escape")
            await pilot.pause(0.5)
            svg = app.export_screenshot(title="copydesk seeds/us-china-russia.txt")
        await newsroom.close()
    return svg


def readme(text: str) -> str:
    """The README with its keymap table made anew."""
    table = keymap_table().replace("\\", r"\\")
    return re.sub(r"(<!-- keymap -->\n).*?(<!-- /keymap -->)", rf"\1\n{table}\n\2", text, flags=re.DOTALL)


def main() -> None:
    """Write `docs/copydesk.svg` and the README's table."""
    (ROOT / "docs" / "copydesk.svg").write_text(asyncio.run(picture()), encoding="utf-8")
    path = ROOT / "README.md"
    path.write_text(readme(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
