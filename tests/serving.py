"""Runs the directory in a process of its own, by the very steps of the Dockerfile."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

PROJECT = Path(__file__).resolve().parent.parent
PRODUCTION = {"SECRET_KEY": "a-key-that-only-tests-know", "ALLOWED_HOSTS": "directory.example.org", "HTTPS": "false"}
CLEAN = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}  # nothing of the tests' own environment


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args):
        """Redirects are answers, not to be followed."""


def copy_as_docker_does(folder):
    """`COPY . .` without what .dockerignore leaves out."""
    ignored = [line.strip("/") for line in (PROJECT / ".dockerignore").read_text().split()]
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*ignored))
    return folder


def docker_lines(instruction):
    text = (PROJECT / "Dockerfile").read_text().replace("\\\n", " ")
    return re.findall(rf"^{instruction} (.+)$", text, re.MULTILINE)


def run(folder, command, **environment):
    """Finished process of a shell line or a list of words."""
    return subprocess.run(
        command, cwd=folder, env=CLEAN | environment, shell=isinstance(command, str), capture_output=True, text=True
    )


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def get(url, **headers):
    """(status, headers, body); the Host is the production one unless given."""
    request = Request(url, headers={"Host": PRODUCTION["ALLOWED_HOSTS"], **headers})
    try:
        answer = build_opener(Stay).open(request, timeout=10)
    except HTTPError as error:
        answer = error
    return answer.status, answer.headers, answer.read()


@contextmanager
def served(folder, **environment):
    """Address of the Dockerfile's server, run in `folder` with this environment, for as long as the block lasts."""
    port = free_port()
    command = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in json.loads(docker_lines("CMD")[-1])]
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, env=CLEAN | environment, stdout=output, stderr=output)
        try:
            wait_for(port, server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=40)


@contextmanager
def served_directory(folder, database, fill):
    """Address of a directory of its own, served as in production; `fill` ("module.function") fills its database."""
    copy_as_docker_does(folder)
    environment = PRODUCTION | {"ALLOWED_HOSTS": "127.0.0.1", "DATABASE_URL": database}
    module, _dot, function = fill.rpartition(".")
    filling = f"from {module} import {function}; {function}()"
    for step in (["migrate", "-v0"], ["shell", "-v0", "-c", filling], ["collectstatic", "--no-input"]):
        here = PROJECT if "shell" in step else folder  # the tests are not part of the image
        done = run(here, ["python", "manage.py", *step], **environment)
        assert done.returncode == 0, done.stderr
    with served(folder, **environment) as address:
        yield address


def wait_for(port, server, log, seconds=30):
    for _attempt in range(seconds * 10):
        if server.poll() is not None:
            break
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")
