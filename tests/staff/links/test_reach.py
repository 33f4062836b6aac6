"""Nothing inside a private network is ever connected to."""

import socket

import httpcore
import pytest

from jurisdictions.staff.links import reach

PRIVATE = [
    "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
    "::ffff:10.0.0.1", "::ffff:127.0.0.1", "2002:0a00:0001::1", "64:ff9b::10.0.0.1", "2001:db8::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known_in_every_spelling(address):
    assert not reach.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::6810:84e5", "::ffff:93.184.216.34"])
def test_public_addresses_are_let_through(address):
    assert reach.is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://127.1/",
     "http://[::ffff:127.0.0.1]/", "http://user@127.0.0.1/"],
)  # fmt: skip
def test_no_spelling_of_this_machine_is_asked(url, monkeypatch):
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *args: pytest.fail("connected"))
    with pytest.raises((reach.PrivateAddress, httpcore.ConnectError)):
        reach.ask(url)


def test_one_private_address_among_public_ones_closes_the_name(monkeypatch):
    answers = [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(reach.PrivateAddress, match="10.0.0.1"):
        reach.public_address_of("example.org", 80)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    """A name that answers differently the second time leads nowhere else."""
    asked, connected = [], []
    answers = iter(["93.184.216.34", "127.0.0.1"])

    def resolve(host, port, **kwargs):
        asked.append(host)
        return [(2, 1, 6, "", (next(answers), port))]

    def connect(self, host, port, *args):
        connected.append(host)
        raise httpcore.ConnectError("stop here")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(httpcore.ConnectError):
        reach.ask("http://example.org/")
    assert (asked, connected) == (["example.org"], ["93.184.216.34"])


def test_letters_of_any_language_are_written_as_the_wire_wants_them():
    assert (
        reach.ascii_address("https://münchen.example/straße?q=é")
        == b"https://xn--mnchen-3ya.example/stra%C3%9Fe?q=%C3%A9"
    )
