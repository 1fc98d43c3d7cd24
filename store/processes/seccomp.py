"""Limits a confined process's system calls: no processes, no connections, no change of a file's owner or mode.

A filter of system calls, in Linux 3.17 and later (https://docs.kernel.org/userspace-api/seccomp_filter.html), for the
processors listed below. It covers what Landlock (`store.processes.landlock`), which restricts files, does not. Threads
may still be started. On other systems nothing is restricted, apart from a limit on processes.
"""

from __future__ import annotations

import errno
import struct
import sys
from platform import machine

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""AUDIT_ARCH_* of linux/audit.h."""
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_REFUSED = {
    "x86_64": (
        57, 58, 59, 322,  # fork, vfork, execve, execveat
        41, 42, 43, 44, 46, 49, 50, 53, 288, 307,  # socket, connect, accept, sendto, sendmsg, bind, listen, socketpair
        90, 91, 92, 93, 94, 260, 268, 452,  # chmod, fchmod, chown, fchown, lchown, fchownat, fchmodat, fchmodat2
        132, 235, 261, 280,  # utime, utimes, futimesat, utimensat
        188, 189, 190, 197, 198, 199,  # setxattr, removexattr and related calls
        62, 129, 200, 234, 424,  # kill, rt_sigqueueinfo, tkill, tgkill, pidfd_send_signal
        101, 310, 311, 434,  # ptrace, process_vm_readv, process_vm_writev, pidfd_open
        165, 272, 308, 425, 321, 298, 323,  # mount, unshare, setns, io_uring_setup, bpf, perf_event_open, userfaultfd
        248, 249, 250,  # add_key, request_key, keyctl
    ),
    "aarch64": (
        221, 281, 198, 199, 200, 201, 202, 203, 206, 211, 242, 269, 52, 53, 54, 55, 452, 88, 5, 6, 7, 14, 15, 16, 129,
        138, 130, 131, 424, 117, 270, 271, 434, 40, 97, 268, 425, 280, 241, 282, 217, 218, 219,
    ),
}  # fmt: skip
"""The numbers of the refused calls, from asm/unistd.h: the same ones on either processor."""
_X32 = 0x40000000
_CLONE_THREAD = 0x00010000
_LOAD, _EQUAL, _AT_LEAST, _ANY_OF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Offsets in struct seccomp_data, on a little-endian processor."""
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_FILTER_MODE, _ALL_THREADS = 1, 1
_NO_NEW_PRIVILEGES = 38


def restrict() -> bool:
    """Deny all threads of this process the calls above, for good; returns whether the kernel supports it."""
    processor = machine()
    if not sys.platform.startswith("linux") or processor not in _ARCHITECTURES or sys.byteorder != "little":
        return False
    import ctypes

    lines = program(processor)
    code = ctypes.create_string_buffer(lines, len(lines))
    described = struct.pack("=HxxxxxxQ", len(lines) // 8, ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    number, mode, flags = (ctypes.c_long(each) for each in (_SECCOMP[processor], _FILTER_MODE, _ALL_THREADS))
    return int(libc.syscall(number, mode, flags, described)) == 0


def program(processor: str) -> bytes:
    """The filter for a processor, for the kernel's classic BPF machine: jumps count from the next instruction."""
    refused = _REFUSED[processor]
    after = len(refused)
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, after + 8, _ARCHITECTURES[processor]),  # else refuse
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, after + 6, 0, _X32),
        (_EQUAL, after + 2, 0, _CLONE[processor]),
        (_EQUAL, after + 5, 0, _CLONE3),
        *((_EQUAL, after - index + 3, 0, number) for index, number in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_ANY_OF, 0, 1, _CLONE_THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERROR | errno.EPERM),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),  # the C library then uses clone
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
