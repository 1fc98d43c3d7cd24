"""Decides which addresses are on the public internet: all others are private networks, and never fetched from.

Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), where they go beyond `ipaddress`;
addresses with an embedded IPv4 address are judged by that one as well (RFC 4291 mapped and compatible, RFC 3056 6to4,
RFC 4380 Teredo, RFC 6052 NAT64, RFC 5214 ISATAP).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_REFUSED_4 = tuple(
    ipaddress.IPv4Network(each)
    for each in (
        "100.64.0.0/10",  # carrier-grade NAT, where some clouds have their metadata
        "168.63.129.16/32",  # Azure's platform address
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata
        "192.88.99.0/24",  # 6to4 relays
    )
)
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_REFUSED_6 = tuple(
    ipaddress.IPv6Network(each)
    for each in (
        "2001:20::/28",  # ORCHIDv2
        "3fff::/20",  # documentation
    )
)
_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa", "lan", "intranet", "corp", "home")


def is_public(address: str) -> bool:
    """Whether `address` (as `getaddrinfo` gives it) is on the public internet; False for anything else."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(each) for each in (found, *_inside(found)))


def written_out(host: str) -> str | None:
    """The address that `host` denotes, in any form the system's parser takes: 127.1, 0x7f000001, 2130706433, [::1]."""
    bare = host.strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(bare.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except (OSError, UnicodeError, ValueError):
        return None


def is_local_name(host: str) -> bool:
    """Whether a name cannot be on the public internet: a single word, or in a domain for local use."""
    name = host.rstrip(".").lower()
    return "." not in name or name.rpartition(".")[2] in _LOCAL_NAMES or name.endswith(".home.arpa")


def _is_public(address: _Address) -> bool:
    if address.is_multicast or address.is_unspecified or (address.is_reserved and address not in _NAT64):
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not any(address in network for network in _REFUSED_4)
    if address.ipv4_mapped is not None or address in _NAT64:
        return True  # judged by the address inside
    return address.is_global and address in _GLOBAL_6 and not any(address in network for network in _REFUSED_6)


def _inside(address: _Address) -> Iterator[ipaddress.IPv4Address]:
    """The IPv4 addresses embedded in an IPv6 address."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    for found in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())):
        if found is not None:
            yield found
    number = int(address)
    low = ipaddress.IPv4Address(number & 0xFFFFFFFF)
    if address in _NAT64 or number >> 32 == 0 or number >> 32 & 0xFFFFFFFF in (0x5EFE, 0x02005EFE):
        yield low
