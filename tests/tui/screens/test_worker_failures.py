"""A worker that fails where nobody caught it is told in a line, and logged."""

from __future__ import annotations

import logging
import re

import pytest

from tests.tui.conftest import Opener
from tests.waiting import until
from widgets.bars import StatusLine


async def test_a_failure_in_the_background_is_reported_and_logged(
    open_article: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise LookupError("nobody expected this")

    async with open_article() as desk:
        with caplog.at_level(logging.ERROR, "copydesk"):
            desk.screen.run_worker(fail(), exit_on_error=False)
            await until(desk.pilot, lambda: "internal error" in desk.screen.query_one(StatusLine).message)
        status = desk.screen.query_one(StatusLine).message
        assert re.fullmatch(r"internal error \(LookupError\); see .*copydesk\.log", status)
        await desk.press("n")
        assert desk.screen.panes.article.selection.quote is not None, "the app goes on"
