"""Where webhooks may go: every spelling of an address inside is refused, and what was checked is what is dialled."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from rashomon.webhooks.addresses import AllowList, read_address, why_refused
from rashomon.webhooks.guard import Guard
from rashomon.webhooks.targets import RefusedError, read_target

PUBLIC = "93.184.215.14"
PUBLIC6 = "2606:4700::6810:84e5"


def resolving(*answers: list[str]) -> Callable[[str], list[str]]:
    """Return a resolver that gives these answers in turn, the last one for ever."""
    left = list(answers)
    return lambda _name: left.pop(0) if len(left) > 1 else left[0]


def unresolved(_name: str) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


REFUSED_LITERALS = [
    # loopback, as people and as C libraries write it
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "017700000001", "0x7f000001", "0x7f.0x0.0x0.0x1",
    "0177.0.0.1", "0177.0.0.01", "127.0.0.0x1", "00000177.1", "0x7f.1", "127.0.0.1.", "127.0.0.1..", "0", "0.0.0.0",  # noqa: S104 - refused, not bound to
    "0.0.0.1",
    # the same in digits that are not ASCII, and with the full stops of other scripts
    "\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460", "127.0.0.\u0661",
    "%31%32%37.0.0.1", "127.0.0.1%00.example.org",
    # private, shared, link-local, metadata
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "100.127.255.255",
    "100.100.100.200", "169.254.169.254", "169.254.0.1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "168.63.129.16",
    "2822734096", "192.0.0.192",
    # multicast, broadcast, reserved, documentation, benchmarking, relays
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1",
    "192.88.99.1", "192.31.196.1", "192.52.193.1", "192.175.48.1",
    # IPv6 of its own
    "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[fe80::1]", "[fe80::1%25eth0]", "[fe80::1%eth0]", "[fec0::1]",
    "[feff::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[ff0e::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]",
    "[5f00::1]",    "[2001:2::1]", "[2001:20::1]", "[4000::1]", "[a000::1]", "[2620:4f:8000::1]",
    # IPv4 inside of IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo; also of a public address
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:10.0.0.1]", "[::ffff:169.254.169.254]", "[::ffff:93.184.215.14]",
    "[::127.0.0.1]", "[::7f00:1]", "[::169.254.169.254]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2001:0:7f00:1::]",
    "[2001:0000:4136:e378:8000:63bf:80ff:fffe]",
]  # fmt: skip

REFUSED_URLS = [
    "http://hooks.example.org/", "ftp://hooks.example.org/", "file:///etc/passwd", "gopher://hooks.example.org/",
    "//hooks.example.org",    "hooks.example.org", "", "https://", "https:///path", "https://user@hooks.example.org/", "https://user:pw@hooks.example.org/",
    "https://hooks.example.org@127.0.0.1/", "https://127.0.0.1@hooks.example.org/", "https://hooks.example.org:22/",
    "https://hooks.example.org:6379/", "https://hooks.example.org:0/", "https://hooks.example.org:65536/",
    "https://hooks.example.org:-1/", "https://hooks.example.org:443:80/", "https://hooks.example.org:\u0664\u0664\u0663/",
    "https://hooks.example.org\\@127.0.0.1/", "https://127.0.0.1\\.example.org/", "https://hooks.example.org /",
    "https://hooks\t.example.org/", "https://hooks.example.org/\r\nX-Injected: 1", "https://hooks.example.org/\x00",
    "https://hooks..example.org/", "https://.example.org/", "https://-hooks.example.org/", "https://hooks-.example.org/",
    "https://" + "a" * 64 + ".example.org/", "https://" + "a." * 130 + "org/", "https://[::1/", "https://[::1]]/",
    "https://[v1.fe80]/", "https://[]/", "https://[1.2.3.4]/", "https://xn--/", "https://h\u00f6oks\ud800.example.org/",
    "https://hooks.example.org/#fragment", "https://*.example.org/", "https://a,b/", "https://hooks.example.org/" + "x" * 2048,
]  # fmt: skip


@pytest.mark.parametrize("host", REFUSED_LITERALS)
def test_no_spelling_of_an_inner_address_is_sent_to(host: str) -> None:
    with pytest.raises(RefusedError):
        Guard(resolve=resolving([PUBLIC])).check(f"https://{host}/hook")  # even if a resolver called it public


@pytest.mark.parametrize("host", [host for host in REFUSED_LITERALS if "%" not in host])
def test_what_the_system_makes_of_a_spelling_is_refused_too(host: str) -> None:
    bare = host.strip("[]")
    try:
        found = socket.getaddrinfo(bare, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        pytest.skip("this system reads no address out of it")
    assert all(why_refused(read_address(str(entry[4][0]))) for entry in found)


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_a_url_that_is_odd_is_refused(url: str) -> None:
    with pytest.raises(RefusedError):
        Guard(resolve=resolving([PUBLIC])).check(url)


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://hooks.example.org", "hooks.example.org", 443, "/"),
        ("https://HOOKS.Example.ORG./a?b=c", "hooks.example.org", 443, "/a?b=c"),
        ("https://hooks.example.org:8443/a%20b", "hooks.example.org", 8443, "/a%20b"),
        ("https://hooks.example.org:/", "hooks.example.org", 443, "/"),
        ("https://b\u00fccher.example/\u00fc", "xn--bcher-kva.example", 443, "/%C3%BC"),
        (f"https://{PUBLIC}/", PUBLIC, 443, "/"),
        (f"https://[{PUBLIC6}]:8443/", PUBLIC6, 8443, "/"),
    ],
)
def test_a_public_receiver_is_sent_to(url: str, host: str, port: int, path: str) -> None:
    target = Guard(resolve=resolving([PUBLIC])).check(url).target
    assert (True, host, port, path) == (target.secure, target.host, target.port, target.path)


@pytest.mark.parametrize("inner", ["10.0.0.5", "::1", "fe80::1%eth0", "169.254.169.254", "::ffff:10.0.0.5", "168.63.129.16"])
def test_one_inner_address_among_public_ones_refuses_the_name(inner: str) -> None:
    with pytest.raises(RefusedError):
        Guard(resolve=resolving([PUBLIC, PUBLIC6, inner])).check("https://hooks.example.org/")


def test_every_address_that_was_checked_may_be_dialled_and_no_other() -> None:
    route = Guard(resolve=resolving([PUBLIC, PUBLIC6], ["127.0.0.1"])).check("https://hooks.example.org/")
    assert (PUBLIC, PUBLIC6) == route.addresses


def test_a_name_inside_and_a_name_unknown_sound_the_same() -> None:
    """The difference would let a tenant list the names of our network."""
    with pytest.raises(RefusedError) as inside:
        Guard(resolve=resolving(["10.1.2.3"])).check("https://db.internal/")
    with pytest.raises(RefusedError) as unknown:
        Guard(resolve=unresolved).check("https://db.internal/")
    assert inside.value.detail == unknown.value.detail
    assert "10.1.2.3" not in inside.value.detail


def test_a_name_without_addresses_is_refused() -> None:
    with pytest.raises(RefusedError):
        Guard(resolve=resolving([])).check("https://hooks.example.org/")


def test_an_allowed_address_takes_http_at_any_port() -> None:
    guard = Guard(allow="127.0.0.0/8, ::1")
    assert ("127.0.0.1",) == guard.check("http://127.0.0.1:9000/").addresses
    assert ("::1",) == guard.check("http://[::1]:9000/").addresses


def test_loopback_is_a_word_for_both_families() -> None:
    assert Guard(allow="loopback", resolve=resolving(["127.0.0.1", "::1"])).check("http://localhost:9000/").addresses


@pytest.mark.parametrize("url", ["http://10.0.0.1:9000/", "http://hooks.example.org/", "https://hooks.example.org:9000/"])
def test_an_allow_list_opens_nothing_else(url: str) -> None:
    with pytest.raises(RefusedError):
        Guard(allow="127.0.0.0/8", resolve=resolving([PUBLIC])).check(url)


def test_a_name_with_an_allowed_and_a_public_address_needs_https() -> None:
    guard = Guard(allow="127.0.0.0/8", resolve=resolving(["127.0.0.1", PUBLIC]))
    with pytest.raises(RefusedError):
        guard.check("http://hooks.example.org/")
    assert guard.check("https://hooks.example.org/")


def test_an_allow_list_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="everywhere"):
        AllowList.read("127.0.0.0/8,everywhere")


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("169.254.1.1", "link-local"),
        ("::ffff:10.0.0.1", "mapped"),
        ("2001::1", "Teredo"),
        ("2001:2::1", "benchmarking"),
        ("64:ff9b::1", "NAT64"),
    ],
)
def test_the_narrowest_network_says_why(address: str, what: str) -> None:
    assert what in (why_refused(read_address(address)) or "")


@pytest.mark.parametrize(
    "address", [PUBLIC, PUBLIC6, "1.1.1.1", "2001:4860:4860::8888", "168.63.129.17", "172.32.0.1", "100.128.0.1"]
)
def test_public_addresses_are_not_in_the_table(address: str) -> None:
    assert why_refused(read_address(address)) is None


def test_user_information_is_refused_before_anything_is_looked_up() -> None:
    with pytest.raises(RefusedError, match="user"):
        read_target("https://user:secret@hooks.example.org/")
