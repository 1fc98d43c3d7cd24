"""The short form of `kill9.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("writers", "kills"), [(1, 15), (3, 25)])
def test_killed_writers_lose_nothing_acknowledged(writers: int, kills: int) -> None:
    command = [sys.executable, "-m", "tests.faults.kill9", "--writers", str(writers), "--kills", str(kills)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{kills} kills" in done.stdout
