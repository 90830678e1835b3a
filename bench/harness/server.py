"""A server as a subprocess on 127.0.0.1, pinned to one core, and always ended by its pid."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
CORES: tuple[int, ...] = tuple(sorted(os.sched_getaffinity(0))) if sys.platform == "linux" else ()
START_SECONDS = 60.0
STOP_SECONDS = 15.0


class ServerFailed(RuntimeError):
    """The server ended or stayed silent; the message carries the end of its log."""


@dataclass(frozen=True, slots=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def cpu_seconds(self) -> float:
        """User and system seconds used so far by all threads, ended ones too (Linux only).

        /proc/PID/stat says the same in steps of 10 ms, too coarse for a short round.
        """
        return time.clock_gettime(_cpu_clock_of(self.process.pid))

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL, nothing flushed."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(STOP_SECONDS)

    def stop(self) -> None:
        """End it politely, and surely."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def log_tail(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-2_000:]


def pin_client() -> None:
    """Keep this process off the server's core, where the machine has a second one."""
    if len(CORES) > 1:
        os.sched_setaffinity(0, {CORES[0]})


def end_on_sigterm() -> None:
    """Turn SIGTERM into SystemExit, so that every server started here is ended on the way out."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str], *, port: int, env: Mapping[str, str], log: Path, ready: str, pinned: bool
) -> Iterator[Server]:
    """Run `command` until the block ends; the block starts once GET `ready` has answered 200.

    `env` is added to this process's environment, from which every HABITUS_ variable is left out.
    Raises ServerFailed when the server ends or is not ready within a minute.
    """
    with begun(command, port=port, env=env, log=log, pinned=pinned) as server:
        _wait_until_ready(server, ready)
        yield server


@contextmanager
def begun(
    command: Sequence[str], *, port: int, env: Mapping[str, str], log: Path, pinned: bool
) -> Iterator[Server]:
    """The same, but the block starts at once: the server may not answer yet."""
    with log.open("ab") as sink:
        process = subprocess.Popen(
            command, cwd=ROOT, env=clean(env), stdin=subprocess.DEVNULL, stdout=sink, stderr=sink
        )
    server = Server(process, port, log)
    try:
        if CORES:
            os.sched_setaffinity(process.pid, {CORES[-1]} if pinned else set(CORES))
        yield server
    finally:
        server.stop()


def clean(env: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with `env`, and without its own HABITUS_ variables."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("HABITUS_")}
    return inherited | dict(env)


def _wait_until_ready(server: Server, path: str) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if server.process.poll() is not None:
            raise ServerFailed(f"The server ended with {server.process.returncode}:\n{server.log_tail()}")
        if _answers(server.port, path):
            return
        time.sleep(0.02)
    raise ServerFailed(f"No 200 from {path} within {START_SECONDS:.0f} s:\n{server.log_tail()}")


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _cpu_clock_of(pid: int) -> int:
    """The id of a process's CPU clock, as clock_getcpuclockid(3) makes it."""
    return (~pid << 3) | 2
