"""What goes over the socket: frames of JSON, and the codes it is closed with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from habitus.kernel.http.strict_json import parse
from habitus.kernel.realtime.limits import FRAME_MAX

TICKET_MAX = 200
ID_MAX = 64
_HELLO = {"type", "ticket", "cursor"}

PONG = '{"type":"pong"}'


class Code(IntEnum):
    """Why a socket is closed (RFC 6455 §7.4; 4000 and up are our own, in docs/operations/live.md)."""

    STOPPING = 1001
    FAILED = 1011
    SIGNED_OUT = 4001
    PAUSED = 4003
    SLOW = 4008
    CROWDED = 4009
    FULL = 4010
    CHATTY = 4029
    MALFORMED = 4400


REASONS: Mapping[Code, str] = {
    Code.STOPPING: "The server stops. Connect again.",
    Code.FAILED: "Something went wrong on the server.",
    Code.SIGNED_OUT: "Sign in, and get a new ticket.",
    Code.PAUSED: "This account is paused.",
    Code.SLOW: "Too slow. Connect again with the cursor.",
    Code.CROWDED: "Too many of your sockets are open.",
    Code.FULL: "Too many sockets are open here. Try again later.",
    Code.CHATTY: "Too many messages.",
    Code.MALFORMED: "That is no message of this protocol.",
}


class Malformed(Exception):
    """A frame that no client of ours sends."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The first frame."""

    ticket: str
    cursor: int | None


Message = Mapping[str, Any]


def read(message: Mapping[str, Any]) -> Message:
    """The object in a message that was received, which has a `type`. Raises Malformed."""
    text = message.get("text")
    if text is None:
        raise Malformed
    body = text.encode()
    if len(body) > FRAME_MAX:
        raise Malformed
    try:
        value = parse(body)
    except json.JSONDecodeError as error:
        raise Malformed from error
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise Malformed
    return value


def hello(message: Message) -> Hello:
    """The first frame, which must be nothing else. Raises Malformed."""
    ticket, cursor = message.get("ticket"), message.get("cursor")
    if message["type"] != "hello" or set(message) - _HELLO:
        raise Malformed
    if not isinstance(ticket, str) or len(ticket) > TICKET_MAX:
        raise Malformed
    if cursor is not None and type(cursor) is not int:
        raise Malformed
    return Hello(ticket, cursor)


def ready(cursor: int) -> str:
    """All after `cursor` follows, in order."""
    return f'{{"type":"ready","seq":{cursor}}}'


def resync(seq: int) -> str:
    """What happened after the client's cursor is not known any more: all is to be read, and `seq` follows."""
    return f'{{"type":"resync","seq":{seq}}}'


def event(seq: int, at: datetime, topics: str) -> str:
    when = at.isoformat().replace("+00:00", "Z")
    return f'{{"type":"event","seq":{seq},"at":"{when}","topics":{json.dumps(topics.split())}}}'


def refused(code: str, message: Message) -> str:
    """What was asked for is not done, and why."""
    return answer({"type": "refused", "code": code}, message)


def answer(value: Mapping[str, object], message: Message) -> str:
    """What a message is answered with, and the `id` that the client gave it."""
    name = message.get("id")
    named = {"id": name} if isinstance(name, str) and len(name) <= ID_MAX else {}
    return json.dumps({**value, **named}, separators=(",", ":"))
