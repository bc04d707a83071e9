"""Which network addresses may be asked."""

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from tasks.fetch.failure import FetchError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], list[str]]
"""From a host name and a port to its addresses; raises OSError where there are none."""

_NAT64 = IPv6Network("64:ff9b::/96")
_METADATA = frozenset({ip_address("168.63.129.16")})
"""Addresses that are public by number, but at which a cloud serves its guests."""


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host, each once, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public internet, also within the one it is wrapped in.

    Loopback, private, link-local, shared, reserved, multicast and metadata addresses are not; nor
    are IPv6 addresses that carry such an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    if isinstance(address, IPv6Address):
        inner = _embedded(address)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and address not in _METADATA


def allowed(host: str, found: Iterable[str], networks: Iterable[Network]) -> list[str]:
    """Return those addresses of a host that may be asked.

    Raises:
        FetchError: there are none.
    """
    networks = tuple(networks)
    addresses = [ip_address(each.partition("%")[0]) for each in found]
    good = [
        str(each)
        for each in addresses
        if is_public(each) or any(each in network for network in networks)
    ]
    if not good:
        said = ", ".join(map(str, addresses[:3])) or "none"
        raise FetchError(
            "bad_address",
            f"{host} has no public address ({said}) and was not asked. If it is a server of your"
            " own, name its network under [fetch] allow_networks in sitrep.toml",
        )
    return good


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
