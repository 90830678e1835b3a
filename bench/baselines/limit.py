"""The limit: the least a Python web server can do for a check-off, and nobody would ship.

A bare ASGI app under uvicorn (uvloop, httptools): no framework, no token, no person, no counters,
no validation. It reads the body, does one upsert through one sqlite3 connection on the event loop
and commits it on its own with `synchronous=NORMAL`, which does not wait for the disk.

PUT /{habit}/{day} with {"state": "done" | …} stores one row. LIMIT_DATABASE names the file.
"""

import json
import os
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
STATES = {"none": 0, "done": 1}
UPSERT = (
    "INSERT INTO entry (habit, day, state) VALUES (?, ?, ?)"
    " ON CONFLICT (habit, day) DO UPDATE SET state = excluded.state"
)
BODY = b'{"ok":true}'
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS entry (habit INTEGER, day INTEGER, state INTEGER NOT NULL,"
        " PRIMARY KEY (habit, day)) WITHOUT ROWID"
    )
    return connection


connection = _open(os.environ["LIMIT_DATABASE"])


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    if scope["method"] == "PUT":
        body = (await receive())["body"]
        _, habit, day = scope["path"].split("/")
        connection.execute(UPSERT, (int(habit), int(day), STATES[json.loads(body)["state"]]))
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})
