"""What every test may count on: a data folder of its own, and no trace of the user's."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
import textual.pilot

from tests.waiting import wait_for_idle

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every path the app would use lies in a fresh folder; the environment's terminal settings do not count."""
    home = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("COPYDESK_HOME", str(home / "desk"))
    monkeypatch.setenv("PYTHONUTF8", "1")
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    return home


if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # as a shell starts what runs behind it; children would be deaf too
    signal.signal(signal.SIGINT, signal.default_int_handler)
setattr(textual.pilot, "wait_for_idle", wait_for_idle)  # noqa: B010 - Textual does not export the name


@pytest.fixture(scope="session")
def seed() -> Path:
    """The seed article's file."""
    return ROOT / "seeds" / "us-china-russia.txt"
