"""The kernel's filter of calls: what it refuses to code that no audit hook sees, and the filter step by step."""

from __future__ import annotations

import errno
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from store.processes import seccomp
from tests.conftest import ROOT

CALLS = """
import ctypes, errno, os, socket, sys, threading
from store.processes import seccomp
libc = ctypes.CDLL(None, use_errno=True)
open_socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
if not seccomp.restrict():
    print("none")
    sys.exit()
path = sys.argv[1].encode()
thread = threading.Thread(target=lambda: print("a thread runs"))
thread.start()
thread.join()
for name, result in (
    ("fork", libc.fork()), ("vfork", libc.syscall(58)), ("execv", libc.execv(b"/bin/true", None)),
    ("socket", libc.socket(2, 2, 0)), ("sendto", libc.sendto(open_socket.fileno(), b"x", 1, 0, None, 0)),
    ("chmod", libc.chmod(path, 0o777)), ("kill", libc.kill(os.getppid(), 0)), ("utimes", libc.utimes(path, None)),
    ("ptrace", libc.ptrace(0, 0, 0, 0)),
):
    if result == 0:
        os._exit(0)  # a child
    print(name, result, errno.errorcode.get(ctypes.get_errno()))
"""


def test_the_kernel_refuses_processes_connections_and_changes_of_files(tmp_path: Path) -> None:
    file = tmp_path / "mine"
    file.write_text("x")
    file.chmod(0o600)
    command = [sys.executable, "-c", CALLS, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    if done.stdout.strip() == "none":
        pytest.skip("this kernel has no filter of calls, or none for this processor")
    first, *rest = done.stdout.splitlines()
    assert first == "a thread runs"
    assert len(rest) == 9, done.stderr
    assert {line.split(" ", 1)[1] for line in rest} == {"-1 EPERM"}, rest
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("processor", ["x86_64", "aarch64"])
def test_the_filter_refuses_the_calls_it_names_and_no_others(processor: str) -> None:
    refuse, ask_again, allow = 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS, 0x7FFF0000
    architecture, clone, fork, read, socket = {
        "x86_64": (0xC000003E, 56, 57, 0, 41), "aarch64": (0xC00000B7, 220, 221, 63, 198),
    }[processor]  # fmt: skip
    lines = list(struct.iter_unpack("=HBBI", seccomp.program(processor)))

    def run(number: int, argument: int = 0, of: int = architecture) -> int:
        at, value = 0, 0
        while True:
            code, yes, no, k = lines[at]
            at += 1
            if code == 0x06:
                return int(k)
            if code == 0x20:
                value = {0: number, 4: of, 16: argument}[k]
            else:
                holds = {0x15: value == k, 0x35: value >= k, 0x45: bool(value & k)}[code]
                at += yes if holds else no

    assert [run(number) for number in (fork, socket, clone, 452, 425)] == [refuse] * 5
    assert run(clone, 0x10000) == allow
    assert run(435) == ask_again
    assert run(read) == allow
    assert run(read, of=0x40000003) == run(read + 0x40000000) == refuse
    assert sum(run(number) == refuse for number in range(500)) < 60
