"""Serve the made-up household: `python -m demo.serve --data DIR [--port N] [--at INSTANT]`.

The application is the one that `habitus serve` runs. With `--at` its clock starts at that instant and goes
on from there, so that pictures of it are the same on any day.
"""

from __future__ import annotations

import argparse
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import uvicorn

from demo.house import BEN
from demo.make import CARD, PASSWORD, PEOPLE
from habitus.kernel.clock import Clock, system_clock
from habitus.kernel.http.wire import BoundedHttp
from habitus.kernel.logs import configure_logs
from habitus.kernel.settings import Settings
from habitus.web import STATIC, whole

HOST = "127.0.0.1"
PORTS = range(8_100, 8_120)
"""Tried in their order, so that the address is mostly the same one."""


def clock_from(start: datetime | None) -> Clock:
    """The machine's clock, or one that shows `start` now and goes on from there."""
    if start is None:
        return system_clock
    begun = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)


def tell(settings: Settings) -> None:
    """How to sign in, where the household lives on this folder."""
    if (settings.data_dir / CARD).exists():
        for person in (*PEOPLE, BEN):
            print(f"  {person.name:<6} {person.email:<24} {PASSWORD}")
        print(flush=True)


def listener(port: int | None) -> socket.socket:
    """The port asked for, else the first free one of PORTS, else any."""
    for candidate in [port] if port is not None else [*PORTS, 0]:
        with suppress(OSError):
            return socket.create_server((HOST, candidate), backlog=256)
    raise SystemExit(f"Port {port} is taken. Leave --port out to get a free one.")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds it")
    parser.add_argument("--port", type=int, help="else a free one")
    parser.add_argument("--at", type=datetime.fromisoformat, help="pretend that it is now this instant")
    parser.add_argument("--static", type=Path, default=STATIC, help="the built screens")
    options = parser.parse_args(arguments)
    configure_logs(level="warning", as_json=False)
    sock = listener(options.port)
    settings = Settings(
        data_dir=options.data,
        database_url=None,
        base_url=None,
        key_file=None,
        host=HOST,
        port=sock.getsockname()[1],
    )
    tell(settings)
    app = whole(settings, clock=clock_from(options.at), static=options.static)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=BoundedHttp,
        ws="websockets-sansio",
        access_log=False,
        server_header=False,
        log_config=None,
        timeout_graceful_shutdown=3,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[sock])


if __name__ == "__main__":
    main()
