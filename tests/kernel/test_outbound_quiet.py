"""Out of the box nothing leaves this server: no connection, no packet, no question to a name server."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench.harness import habitus
from pydantic import ValidationError
from tests.kernel.test_serve_jobs import copies, leave_a_backup

from habitus import wiring
from habitus.kernel.outbound.addresses import parsed
from habitus.kernel.settings import Settings

SOURCE = Path(__file__).parents[2] / "src" / "habitus"

# Python tells of what goes through its sockets; uvloop has its own, whose doors are these.
LISTENER = """
import os, sys

WORDS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
         "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}

def note(*words):
    with open(os.environ["OUTGOING"], "a") as file:
        file.write(repr(words) + "\\n")

def hear(event, args):
    if event in WORDS:
        note(event, args)

sys.addaudithook(hear)
note("listening", os.getpid())

import uvloop

def watched(name):
    plain = getattr(uvloop.Loop, name)
    def told(self, *args, **options):
        note(name, args, options)
        return plain(self, *args, **options)
    setattr(uvloop.Loop, name, told)

for name in ("create_connection", "create_unix_connection", "create_datagram_endpoint", "getaddrinfo",
             "getnameinfo", "sock_connect", "sock_sendto"):
    watched(name)
"""


@pytest.fixture
def outgoing(tmp_path, monkeypatch):
    """Has every Python that is started from here write down what it wants of the network."""
    folder = tmp_path / "listener"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(LISTENER)
    log = tmp_path / "outgoing.log"
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("OUTGOING", str(log))
    return log


def wanted(log: Path) -> list[str]:
    lines = log.read_text().splitlines()
    assert any(line.startswith("('listening'") for line in lines), "it was listened to"
    return [line for line in lines if not line.startswith("('listening'")]


def test_a_fresh_server_at_work_calls_nobody(tmp_path, outgoing):
    data = tmp_path / "data"
    data.mkdir()
    emails = habitus.add_people(data, 1)
    leave_a_backup(data)
    with habitus.serving(data, pinned=False) as server:
        (token,) = habitus.sign_in(server, emails)
        assert token
        deadline = time.monotonic() + 60
        while copies(data) == 0:
            assert time.monotonic() < deadline, server.log_tail()
            time.sleep(0.1)
        server.stop()
    assert wanted(outgoing) == []


PLANTED = {
    "socket": "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
    "name": "import socket; socket.getaddrinfo('localhost', 80)",
    "uvloop": (
        "import uvloop, asyncio\n"
        "async def go():\n"
        "    try: await asyncio.get_running_loop().create_connection(asyncio.Protocol, '127.0.0.1', 9)\n"
        "    except OSError: pass\n"
        "uvloop.run(go())"
    ),
}


@pytest.mark.parametrize("way", PLANTED)
def test_who_called_would_be_heard(outgoing, way):
    subprocess.run([sys.executable, "-c", PLANTED[way]], env=dict(os.environ), check=True)
    assert wanted(outgoing)


def test_nobody_is_listed():
    way_out = wiring.outbound(Settings(outbound_allow="nas.home:11434"))
    assert (wiring.OUTBOUND, way_out.registry.all()) == ((), ())
    assert way_out.allowed.may_call("nas.home", 11434, [parsed("192.168.1.2")])
    assert not way_out.allowed.may_call("nas.home", 80, [parsed("192.168.1.2")])


def test_what_may_be_called_is_read_at_start():
    with pytest.raises(ValidationError, match=r"10\.0\.0\.1/8"):
        Settings(outbound_allow="192.168.1.0/24, 10.0.0.1/8")


def test_only_accounts_make_grants_and_only_the_registry_stamps():
    """A grant comes from a consent, and what is sent from what was shown."""
    makers = {"Grant": set(), "Stamp": set()}
    for module in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in makers:
                    makers[name].add(str(module.relative_to(SOURCE)))
    assert makers == {"Grant": {"accounts/consents.py"}, "Stamp": {"kernel/outbound/registry.py"}}
