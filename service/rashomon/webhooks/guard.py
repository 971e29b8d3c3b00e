"""Where we may send: a URL becomes a route to addresses that were all looked at, and only those are dialled."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

from rashomon.webhooks.addresses import Address, AllowList, read_address, why_refused
from rashomon.webhooks.deadlines import Deadline, within
from rashomon.webhooks.targets import RefusedError, Target, read_target

Resolve = Callable[[str], list[str]]  # a host name to its addresses; OSError when there are none
OPEN_PORTS = frozenset({443, 80, 8443})
LOOK_UP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Route:
    """A target with the addresses that were checked for it. To dial anything else is to dial something unchecked."""

    target: Target
    addresses: tuple[str, ...]


def look_up(name: str) -> list[str]:
    """Return the addresses of a name, as the system resolves it."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard:
    """Checks URLs, when they are given to us and again before every send.

    An address that the operator allows may be reached over http and at any port; nothing else is relaxed for it.
    """

    def __init__(self, *, allow: str = "", resolve: Resolve = look_up) -> None:
        self._allowed = AllowList.read(allow)
        self._resolve = resolve

    def __call__(self, url: str) -> None:
        """Raise RefusedError for a URL that webhooks are not sent to."""
        self.check(url)

    def check(self, url: str, deadline: Deadline | None = None) -> Route:
        """Return the route to a URL; RefusedError when any of its addresses is not open to us, or there is none."""
        target = read_target(url)
        if target.address is not None:
            addresses = [target.address]
            refusal = f"The host is an address that webhooks are not sent to: {why_refused(target.address)}."
        else:
            addresses = self._addresses(target.host, deadline or Deadline(LOOK_UP_SECONDS))
            # One sentence for "no address" and "an address inside": the difference would be a map of our network.
            refusal = "The host has no address that webhooks are sent to."
        trusted = all(address in self._allowed for address in addresses)
        if not addresses or not (trusted or all(self._is_open(address) for address in addresses)):
            raise RefusedError(refusal)
        if not trusted:
            _check_public(target)
        return Route(target, tuple(str(address) for address in addresses))

    def _is_open(self, address: Address) -> bool:
        return address in self._allowed or why_refused(address) is None

    def _addresses(self, name: str, deadline: Deadline) -> list[Address]:
        try:
            return [read_address(text) for text in within(deadline, lambda: self._resolve(name))]
        except (OSError, UnicodeError):  # UnicodeError: a label that the system's own IDNA codec refuses
            return []


def _check_public(target: Target) -> None:
    if not target.secure:
        raise RefusedError("Only https addresses are sent to.")
    if target.port not in OPEN_PORTS:
        raise RefusedError("Only the ports 443, 80 and 8443 are sent to.")
