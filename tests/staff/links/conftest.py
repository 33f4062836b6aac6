"""A web server that misbehaves in every way, on this machine; only tests may reach it."""

import contextlib
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from jurisdictions.staff.links import reach
from tests.conftest import require_part


class Misbehaving(BaseHTTPRequestHandler):
    """Each path is a way to misbehave: a method of that name here."""

    def handle_any(self):
        self.server.asked.append((self.command, self.path, self.headers.get("User-Agent")))
        with contextlib.suppress(OSError):  # the other side hung up, as it should
            getattr(self, self.path.split("?")[0].strip("/").replace("-", "_").replace(".", "_"), self.missing)()

    do_GET = do_HEAD = handle_any

    def log_message(self, *args):
        pass

    def say(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def fine(self):
        self.say(200, b"An article.")

    def missing(self):
        self.say(404)

    def robots_txt(self):
        if self.server.robots is None:
            self.say(404)
        else:
            self.say(self.server.robots[0], self.server.robots[1].encode())

    def gone(self):
        self.say(410)

    def refused(self):
        self.say(403)

    def broken(self):
        self.say(500)

    def busy(self):
        self.say(429, Retry_After="120")

    def only_get(self):
        self.say(405 if self.command == "HEAD" else 200)

    def hangs_up_on_head(self):
        if self.command == "HEAD":
            self.close_connection = True
            self.connection.close()
        else:
            self.say(200)

    def hangs_up(self):
        self.close_connection = True
        self.connection.close()

    def moved(self):
        self.say(301, Location="/fine")

    def same_article(self):
        """The same article under another spelling is no other address."""
        self.say(200) if "utm" in self.path else self.say(302, Location="/same-article/?utm_source=x")

    def loop(self):
        self.say(302, Location="/loop-back")

    def loop_back(self):
        self.say(302, Location="/loop")

    def longer(self):
        self.say(302, Location=f"/longer?{'x' * len(self.path)}")

    def inside(self):
        self.say(302, Location="http://10.0.0.1/secret")

    def metadata(self):
        self.say(302, Location="http://169.254.169.254/latest/")

    def to_a_file(self):
        self.say(302, Location="file:///etc/passwd")

    def nonsense(self):
        self.wfile.write(b"this is no HTTP\r\n\r\n")

    def silent(self):
        self.server.over.wait()

    def drips(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.server.over.wait(0.01):
            self.wfile.write(b"x")

    def huge(self):
        """Endless: whoever reads it to the end never comes back."""
        if self.command == "HEAD":
            return self.say(405)
        self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while not self.server.over.is_set():
            self.wfile.write(b"x" * 65_536)

    def kept(self):
        self.say(200, Content_Location="/copies/1")

    def kept_as_memento(self):
        self.say(200, Link='<https://a.example/>; rel="original", <https://copies.example/2>; rel="memento"')


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Misbehaving)
        self.asked, self.robots, self.over = [], None, threading.Event()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def methods(self):
        return [method for method, path, _agent in self.asked if path != "/robots.txt"]


@contextlib.contextmanager
def running():
    server = Server()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(monkeypatch):
    """The misbehaving server, and the one exception to the rule that nothing private is asked: it."""
    really = reach.is_public
    monkeypatch.setattr(reach, "is_public", lambda address: address == "127.0.0.1" or really(address))
    with running() as one:
        yield one


@pytest.fixture
def server_with_a_certificate_of_its_own(server, tmp_path):
    """Speaks https, and nobody vouches for it."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout".split()
    try:
        subprocess.run([*make, key, "-out", certificate], check=True, capture_output=True)
    except FileNotFoundError:
        require_part("OpenSSL", "install it (on Debian: apt install openssl) to run the test of certificates.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with running() as one:
        one.socket = context.wrap_socket(one.socket, server_side=True)
        yield one
