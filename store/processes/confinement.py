"""Confines a child process before it handles untrusted input, and ends it with its owner."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import resource
import select
import sys
import threading
from collections.abc import Mapping
from typing import IO, Any

from store.processes import landlock, seccomp

_STACK_BYTES = 128 * 1024

_REFUSED = frozenset({
    "socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    "subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.kill",
    "sqlite3.connect",
})  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_READING = frozenset({"open", "os.listdir", "os.scandir"})
_SYSTEM = (
    "/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache",
    "/usr/share/locale", "/usr/share/zoneinfo", "/etc/localtime", "/etc/mime.types", "/etc/ssl/openssl.cnf",
    "/etc/pki/tls/openssl.cnf", "/etc/crypto-policies", "/dev/null", "/dev/urandom",
)  # fmt: skip
"""Folders that Python and its libraries read."""


def streams() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output, reserved for requests and answers.

    End the process when its answers have no reader left.
    """
    requests, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    threading.stack_size(_STACK_BYTES)
    threading.Thread(target=_end_with_the_owner, args=[answers.fileno()], daemon=True).start()
    threading.stack_size(0)
    return requests, answers


def _end_with_the_owner(answers: int) -> None:
    """End when the other end of the pipe is closed: the current work then has no reader."""
    hangup = select.poll()
    hangup.register(answers, 0)  # errors are reported without polling
    hangup.poll()
    os._exit(0)


_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""A library that cannot have the threads it wants ends the process: where RLIMIT_NPROC applies it must want none."""


def confine(memory: int, *, reads: bool) -> None:
    """Give up irrevocably: more than `memory` bytes, core dumps, writing files, connecting, and starting processes.

    Unless `reads`, also reading any file that is not Python's or a library's. An audit hook enforces this for Python
    code, and the kernel for all code, where it can: `store.processes.landlock` and `store.processes.seccomp`.
    """
    own = None if reads else readable_by_python()
    with contextlib.suppress(ValueError, OSError):  # not every system can limit it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.dont_write_bytecode = True
    os.chdir("/")
    os.environ |= _ONE_THREAD
    landlock.restrict(own)
    seccomp.restrict()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # if the kernel has no filter; does not apply to root
    inside = None if own is None else tuple(f"{path.rstrip(os.sep)}{os.sep}" for path in own)

    def audit(event: str, args: tuple[Any, ...]) -> None:
        if (
            event in _REFUSED
            or (event == "open" and _writes(*args[1:]))
            or (event == "ctypes.dlopen" and args[0] is not None)
            or (event in _READING and inside is not None and not _is_in(args[0], inside))
        ):
            raise PermissionError(f"{event} is not for this process")

    sys.addaudithook(audit)


def readable_by_python() -> tuple[str, ...] | None:
    """The files and folders that a process reading no others needs; None if libraries are elsewhere too."""
    own = (*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, *_SYSTEM)
    found = tuple(dict.fromkeys(path for each in own if each for path in (each, os.path.realpath(each))))
    spec = importlib.util.find_spec("lxml")
    if spec is not None and spec.origin is not None:
        origin = os.path.realpath(spec.origin)  # some installers fill site-packages with links into a cache
        if not any(origin.startswith(f"{path}{os.sep}") for path in found):
            return None
    return found


def _writes(mode: object, flags: object) -> bool:
    """Whether a file is opened for writing."""
    return bool(isinstance(flags, int) and flags & _WRITING) or bool(isinstance(mode, str) and set(mode) & set("wax+"))


def _is_in(path: object, folders: tuple[str, ...]) -> bool:
    """Whether a path, as passed to open(), is one of `folders` or in one; open files stay usable."""
    if isinstance(path, int):
        return True
    try:
        name = os.fsdecode(path)  # type: ignore[arg-type]
    except TypeError:
        return False  # os.listdir(None)
    path = os.path.normpath(name if name.startswith(os.sep) else os.sep + name)
    return (path + os.sep).startswith(folders)


def allow_time(seconds: int) -> None:
    """Limit the processor time from now on; the kernel ends the process when it is used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def read_line(stream: IO[bytes]) -> Mapping[str, Any] | None:
    """The JSON object in the next line of an unbuffered stream; None at its end."""
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = stream.read(1)
        if not byte:
            return None
        line += byte
    found = json.loads(line)
    return found if isinstance(found, dict) else None


def read_exactly(stream: IO[bytes], length: int) -> bytes:
    """Read exactly this many bytes; ends the process if there are fewer."""
    data = bytearray()
    while len(data) < length:
        part = stream.read(min(length - len(data), 1 << 20))
        if not part:
            sys.exit(0)
        data += part
    return bytes(data)
