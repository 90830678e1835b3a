"""`habitus serve`."""

from __future__ import annotations

import os
import socket
import ssl
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from habitus import wiring
from habitus.accounts import first_admin
from habitus.accounts.service import is_set_up
from habitus.cli.output import INTERNAL, PortTaken, read_settings
from habitus.cli.storage import open_database
from habitus.kernel.backup import alone
from habitus.kernel.crypto import load_or_create
from habitus.kernel.http.wire import BoundedHttp
from habitus.kernel.realtime.limits import FRAME_MAX
from habitus.kernel.realtime.wire import BoundedWebSocket
from habitus.kernel.settings import Settings
from habitus.kernel.tls import server_context


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on (HABITUS_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (HABITUS_PORT).")] = None,
    tls_cert: Annotated[
        Path | None, typer.Option(help="Certificate (PEM): speak https (HABITUS_TLS_CERT).")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help="The certificate's key (HABITUS_TLS_KEY).")] = None,
) -> None:
    """Start Habitus: bring the database up to date and serve the app."""
    # The application reads its settings from the environment, as it does under any other server.
    given = {"HOST": host, "PORT": port, "TLS_CERT": tls_cert, "TLS_KEY": tls_key}
    os.environ.update({f"HABITUS_{name}": str(value) for name, value in given.items() if value is not None})
    settings = read_settings()
    tls = _tls(settings)
    _refuse_early(settings)
    # Listening comes first: whoever is told that Habitus runs finds it there.
    listener = _listener(settings)
    config = uvicorn.Config(
        "habitus.web:application",
        factory=True,
        loop="uvloop",
        http=BoundedHttp,
        ws=BoundedWebSocket,
        ws_max_size=FRAME_MAX,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        timeout_graceful_shutdown=10,
        ssl_context_factory=None if tls is None else lambda _config, _default: tls,
    )
    server = uvicorn.Server(config)
    server.run(sockets=[listener])
    if not server.started:
        raise typer.Exit(INTERNAL)


def _refuse_early(settings: Settings) -> None:
    """What the application would refuse too, but inside a server, as a traceback."""
    if not settings.database_url:
        with alone(settings):
            pass
    load_or_create(settings.secrets_file)
    wiring.check_scale(settings)
    wiring.migrate(settings)
    _check_first_admin(settings)


def _check_first_admin(settings: Settings) -> None:
    """While nobody exists, the settings of the first admin have to do. Raises FirstAdminRefused."""
    wanted = first_admin.wanted(settings)
    if wanted is None:
        return
    with open_database(settings) as database:
        if not database.run_read(is_set_up):
            wanted.password()


def _tls(settings: Settings) -> ssl.SSLContext | None:
    """What to encrypt with, where a certificate is set. Raises TlsUnusable."""
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    return server_context(settings.tls_cert, settings.tls_key)


def _listener(settings: Settings) -> socket.socket:
    """The listening socket. Raises PortTaken when another program has it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise PortTaken(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror})."
            f" Choose another: HABITUS_PORT={settings.port + 1}"
        ) from error
