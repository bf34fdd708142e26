"""Which addresses may be connected to, decided at the moment of connecting.

A name is resolved once, every address it has is checked, and the connection goes to a checked address: a redirect, or
a name that answers differently the second time (DNS rebinding), cannot lead to a machine of the local network.
"""

from __future__ import annotations

import ipaddress
import socket

import httpcore

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215
_SITE_LOCAL = ipaddress.IPv6Network("fec0::/10")  # RFC 3879: deprecated, still private
_IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")  # RFC 4291, 2.5.5.1
_MAX_ADDRESSES = 16  # of one name that are tried


class RefusedAddressError(httpcore.ConnectError):
    """The host has only addresses that must not be connected to."""


def is_public(address: IpAddress) -> bool:
    """Whether an address is one of the public internet, also through what it embeds (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64_LOCAL or address in _SITE_LOCAL or address in _IPV4_COMPATIBLE:
            return False
        return all(map(is_public, _embedded(address))) and (bool(address.ipv4_mapped) or _is_global(address))
    return _is_global(address)


def _is_global(address: IpAddress) -> bool:
    """By IANA's special-purpose registries; multicast and reserved ranges are no hosts."""
    if address in _NAT64:
        return True  # what it embeds was checked
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _embedded(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(address.packed[12:]))
    return [inner for inner in found if inner is not None]


def checked_addresses(host: str, port: int) -> list[str]:
    """The public addresses of a host, in the order in which the resolver gives them.

    Raises:
        RefusedAddressError: where one of them is not public. One that is not makes all suspect.
        httpcore.ConnectError: where the name cannot be resolved.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} cannot be resolved ({error})") from error
    addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    for address in addresses:
        if not is_public(ipaddress.ip_address(address)):
            raise RefusedAddressError(
                f"{host} has the address {address}, which is not on the public internet; "
                "set POLICYGRAPH_ALLOW_PRIVATE_HOSTS=1 if it is yours to read"
            )
    return addresses[:_MAX_ADDRESSES]
