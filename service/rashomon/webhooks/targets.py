"""Reading a webhook's URL, strictly: what two parsers could read differently is refused, so nobody can be led astray."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

import idna

from rashomon.records.problems import InvalidError
from rashomon.webhooks.addresses import Address

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2048
LONGEST_NAME = 253
ODD = re.compile(r"[\x00-\x20\x7f\\]")  # browsers, urllib and curl disagree about these
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # as a last label it makes the whole host an IPv4 address (WHATWG URL)
PLAIN = "/?%:@!$&'()*+,;=~-._[]"  # stays as it is in path and query


class RefusedError(InvalidError):
    """Webhooks are not sent there; the sentence says why, and nothing about our own network."""

    reason = "callback_refused"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a webhook is to go: `host` in ASCII and without brackets, `path` with its query as it is sent."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def address(self) -> Address | None:
        """Return the host when it is an address and no name."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None


def read_target(url: str) -> Target:
    """Read an http(s) URL; RefusedError for anything odd about it."""
    if len(url) > LONGEST_URL or ODD.search(url):
        raise RefusedError("The URL is too long, or has white space, control characters or backslashes.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError("The URL cannot be read.") from error
    if parts.scheme not in PORTS:
        raise RefusedError("Only https addresses are sent to.")
    if "@" in parts.netloc:
        raise RefusedError("The URL must not carry a user or a password.")
    if "#" in url:
        raise RefusedError("The URL must not have a fragment.")
    path = quote(parts.path or "/", safe=PLAIN) + (f"?{quote(parts.query, safe=PLAIN)}" if parts.query else "")
    return Target(parts.scheme == "https", _host(parts), PORTS[parts.scheme] if port is None else port, path)


def _host(parts: SplitResult) -> str:
    written = parts.netloc.rpartition(":")[0] if re.search(r":[0-9]*$", parts.netloc) else parts.netloc
    if written.startswith("["):
        return _bracketed(written)
    name = _ascii_name(written)
    labels = name.split(".")
    if NUMBER.fullmatch(labels[-1]):
        return _dotted(written)
    if len(name) > LONGEST_NAME or not all(LABEL.fullmatch(label) for label in labels):
        raise RefusedError("The host is not a name that can be looked up.")
    return name


def _bracketed(written: str) -> str:
    try:
        return str(ipaddress.IPv6Address(written.removeprefix("[").removesuffix("]")))
    except ValueError as error:
        raise RefusedError("The host is not an IPv6 address.") from error


def _dotted(written: str) -> str:
    """Return an IPv4 address of four decimal numbers; programs disagree about `127.1`, `0x7f000001` and `0177.0.0.1`."""
    try:
        return str(ipaddress.IPv4Address(written))
    except ValueError as error:
        raise RefusedError("An IPv4 address must be four decimal numbers.") from error


def _ascii_name(written: str) -> str:
    """Return a host name in lower-case ASCII, an international one as browsers map it, without the dot of the root."""
    if written.isascii():
        return written.lower().removesuffix(".")
    try:
        return idna.encode(written, uts46=True).decode("ascii").removesuffix(".")
    except idna.IDNAError as error:
        raise RefusedError("The host is not a name that can be looked up.") from error
