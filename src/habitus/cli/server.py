"""`habitus serve`."""

from __future__ import annotations

import os
from typing import Annotated

import typer
import uvicorn

from habitus.cli.output import read_settings
from habitus.kernel.backup import alone


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on (HABITUS_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (HABITUS_PORT).")] = None,
) -> None:
    """Start Habitus: bring the database up to date and serve the app."""
    # The application reads its settings from the environment, as it does under any other server.
    for name, value in (("HABITUS_HOST", host), ("HABITUS_PORT", port)):
        if value is not None:
            os.environ[name] = str(value)
    settings = read_settings()
    if not settings.database_url:
        with alone(settings):  # a plain refusal here, before the server starts and holds it itself
            pass
    uvicorn.run(
        "habitus.web:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        timeout_graceful_shutdown=10,
    )
