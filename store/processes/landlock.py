"""Restricts a process's files and connections in the kernel: Landlock, in Linux 5.13 and later.

This also covers C code, which Python's audit hook does not see. https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import os
import stat
import struct
import sys
from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""System call numbers; they are the same on every processor."""
_ASK_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILES = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
"""Rights over files added by each version: to execute, write, read, list, remove and create them, and so on."""
_CONNECTIONS = {4: 0b11}
"""Rights to bind and to connect over TCP."""
_OTHERS = {6: 0b11}
"""Rights to reach other processes by abstract sockets and signals."""


def restrict(readable: Iterable[str] | None) -> int:
    """Restrict this thread, and those it starts, to reading the files in `readable`, without TCP.

    With None it may still read every file. Open files stay open. Returns the version of the kernel's Landlock; 0 if
    there is none, in which case nothing is restricted.
    """
    if not sys.platform.startswith("linux"):
        return 0
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)

    def call(number: int, *args: object) -> int:
        return int(libc.syscall(ctypes.c_long(number), *args))

    version = call(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))
    if version < 1:
        return 0
    files, connections, others = (
        sum(rights for since, rights in each.items() if since <= version) for each in (_FILES, _CONNECTIONS, _OTHERS)
    )
    if readable is None:
        files &= ~(_READ_FILE | _READ_DIR)
    rules = struct.pack("=QQQ", files, connections, others)[: 8 if version < 4 else 16 if version < 6 else 24]
    ruleset = call(_CREATE, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint32(0))
    if ruleset < 0:
        return 0
    try:
        for path in readable or ():
            try:
                file = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue  # not on this system
            rights = _READ_FILE | _READ_DIR if stat.S_ISDIR(os.fstat(file).st_mode) else _READ_FILE
            rule = struct.pack("=Qi", rights, file)
            added = call(_ADD, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint32(0))
            os.close(file)
            if added < 0:
                return 0
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return 0
        return version if call(_RESTRICT, ctypes.c_int(ruleset), ctypes.c_uint32(0)) == 0 else 0
    finally:
        os.close(ruleset)
