"""One request to a public address on the web, and never one into our own network.

The name is resolved once, every address it has must be public, and the connection goes to the very address that was
checked: a name that points elsewhere a moment later gains nothing. Redirects are answers here; who follows one comes
through this door again.
"""

import ipaddress
import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore
from django.utils.encoding import iri_to_uri

AGENT = "LocalPositionsLinkCheck/1.0 (checks once in a while that cited articles still open)"
PATIENCE = 20  # seconds for one answer, from the first packet to the end of its headers
PIECE = 10  # seconds for a connection, or between two packets


class PrivateAddress(Exception):
    """The name leads, or may lead, into a private network."""


@dataclass(frozen=True)
class Answer:
    """`headers` with lower-case names; the body is read only as far as it was asked for."""

    status: int
    headers: dict
    body: bytes = b""


NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address):
    """No loopback, no private or shared network, no link-local (cloud metadata), no multicast, no reserved one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if found in NAT64:
        inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def public_address_of(host, port):
    """An address of this host, once all of them are found public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} is not known: {error}") from None
    addresses = list(dict.fromkeys(entry[4][0] for entry in found))
    for address in addresses:
        if not is_public(address):
            raise PrivateAddress(f"{host} leads to {address}")
    return addresses[0]


class Stream(httpcore.NetworkStream):
    """A connection whose every step ends when the time for the whole answer is over."""

    def __init__(self, inner, deadline):
        self.inner, self.deadline = inner, deadline

    def left(self, timeout):
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("no whole answer in time")
        return min(left, timeout or PIECE)

    def read(self, max_bytes, timeout=None):
        return self.inner.read(max_bytes, self.left(timeout))

    def write(self, buffer, timeout=None):
        self.inner.write(buffer, self.left(timeout))

    def close(self):
        self.inner.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        return Stream(self.inner.start_tls(ssl_context, server_hostname, self.left(timeout)), self.deadline)

    def get_extra_info(self, info):
        return self.inner.get_extra_info(info)


class Network(httpcore.NetworkBackend):
    def __init__(self, patience):
        self.inner, self.deadline = httpcore.SyncBackend(), time.monotonic() + patience

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        address = public_address_of(host, port)
        return Stream(self.inner.connect_tcp(address, port, timeout, local_address, socket_options), self.deadline)


def ask(url, method="GET", most=0, patience=PATIENCE):
    """Answer of this address, with at most `most` bytes of its body.

    Raises PrivateAddress, or what httpcore raises where no answer comes; UnicodeError and ValueError for no address.
    """
    headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
    times = {"connect": PIECE, "read": PIECE, "write": PIECE, "pool": PIECE}
    with (
        httpcore.ConnectionPool(network_backend=Network(patience)) as pool,
        opened(pool, method, url, headers, times) as response,
    ):
        found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        return Answer(response.status, found, beginning(response, most))


@contextmanager
def opened(pool, method, url, headers, times):
    with pool.stream(method, ascii_address(url), headers=headers, extensions={"timeout": times}) as response:
        yield response


def ascii_address(url):
    """As it goes over the wire: other letters encoded, in the host by IDNA."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host.isascii():
        url = url.replace(host, host.encode("idna").decode(), 1)
    return iri_to_uri(url).encode("ascii")


def beginning(response, most):
    body = b""
    if most:
        for piece in response.iter_stream():
            body += piece
            if len(body) >= most:
                break
    return body[:most]
