"""Signals end the process in time: by saving on the loop, else by the first alarm, else by the second."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

HEAD = """
import asyncio, os, re, signal, sys, threading, time
from pathlib import Path
from tui.terminal import signals as ending
ending.SAVE_TIMEOUT_SECONDS = float(sys.argv[2])
ending.GRACE_SECONDS = 0.3
async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    ending.end_on_signals(loop, lambda number: done.done() or done.set_result(number), Path(sys.argv[1]))
    print("ready", flush=True)
"""
OBEYS = "    sys.exit(int(await done) + 100)\nasyncio.run(main())"
A_BUSY_LOOP = "    while True: time.sleep(60)\nasyncio.run(main())"
A_THREAD_THAT_NEVER_ENDS = """
    threading.Thread(target=time.sleep, args=[60]).start()
    await done
asyncio.run(main())"""
NO_PYTHON = """
    await done
    threading.Thread(target=re.match, args=[r"(a|a)+$", "a" * 60 + "b"]).start()
asyncio.run(main())"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(
    ("held_up_by", "code"),
    [(OBEYS, 100), (A_BUSY_LOOP, 128), (A_THREAD_THAT_NEVER_ENDS, 128), (NO_PYTHON, None)],
    ids=["nothing", "a busy loop", "a thread that never ends", "an interpreter that is held"],
)
def test_a_signal_ends_the_process(held_up_by: str, code: int | None, number: signal.Signals, tmp_path: Path) -> None:
    trace = tmp_path / "copydesk.log"
    trace.touch()
    command = [sys.executable, "-c", HEAD + held_up_by, str(trace), "60" if held_up_by == OBEYS else "0.3"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        try:
            ended = process.wait(30)
        finally:
            process.kill()
    assert ended == (1 if code is None else code + number)
    assert ("most recent call first" in trace.read_text()) == (code is None)
