"""Which addresses webhooks may be sent to: all but the table of refused networks, and those that the operator opens."""

from __future__ import annotations

import csv
import ipaddress
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Self

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAMED = {"loopback": ("127.0.0.0/8", "::1/128")}  # words that an allow-list may use


@dataclass(frozen=True, slots=True)
class AllowList:
    """Networks opened by the operator, for development and for receivers of their own. Nothing else is relaxed by a name."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Read comma-separated CIDRs, addresses, or the word `loopback`. ValueError names what is neither."""
        words = [word.strip() for word in text.split(",") if word.strip()]
        return cls(tuple(ipaddress.ip_network(spelt) for word in words for spelt in NAMED.get(word, (word,))))

    def __contains__(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def read_address(text: str) -> Address:
    """Read an address as a resolver gives it; the zone of a scoped one (`fe80::1%eth0`) does not matter here."""
    return ipaddress.ip_address(text.partition("%")[0])


def why_refused(address: Address) -> str | None:
    """Return what kind of address this is when we do not send there (the narrowest network says it), else None."""
    holding = [(network.prefixlen, what) for network, what in _refused() if address in network]
    return max(holding)[1] if holding else None


@cache
def _refused() -> tuple[tuple[Network, str], ...]:
    table = resources.files("rashomon.webhooks.data").joinpath("refused_networks.csv").read_text(encoding="utf-8")
    return tuple((ipaddress.ip_network(row["network"]), row["what"]) for row in csv.DictReader(table.splitlines()))
