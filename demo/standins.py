"""What a server would say that the household's own does not: answers that stand in for it, as JSON."""

from __future__ import annotations

import json

from demo.house import REASON
from demo.stage import NOW


def problem(status: int, code: str, title: str, **more: object) -> str:
    told = {"type": f"/docs/problems/{code}", "title": title, "status": status, "detail": "", "code": code}
    return json.dumps(told | {"request_id": "demo", "errors": []} | more)


def registration(mode: str) -> str:
    """`GET /instance` of a server that lets people in by this mode."""
    return json.dumps({"name": "Habitus", "version": "0.1.0", "set_up": True, "sign_up": mode})


UNEXPECTED = problem(500, "unexpected", "Something went wrong")
STEP_UP_NEEDED = problem(403, "step_up_needed", "Confirm that it is you")
PAUSED = problem(
    403,
    "account_disabled",
    "This account is paused",
    about={"since": "2026-11-18T22:30:00Z", "kind": REASON.kind, "reason": REASON.words, "by": "Mira"},
)
TOKEN_MADE = json.dumps(
    {
        "token": {
            "id": "01a1f9c8-3b9e-7289-bc2c-d62ac6a0d8b4",
            "name": "Shortcut",
            "scopes": ["check-in"],
            "created_at": NOW.isoformat(),
            "ends_at": None,
            "last_used_at": None,
        },
        "secret": "hbt_this-one-is-made-up-and-opens-nothing-at-all",
    }
)
READER = {"name": "Display reader", "host": "read.example.com", "purpose": "Reads the numbers on a photo."}
WRITER = {
    "name": "Weekly letter",
    "host": "words.example.com",
    "purpose": "Sums a week up in a few sentences.",
}
CONSENTS = json.dumps(
    {
        "items": [
            {
                "data_class": "photo",
                "given_at": "2026-11-12T07:20:00Z",
                "is_current": True,
                "destinations": [READER],
            },
            {
                "data_class": "notes",
                "given_at": "2026-10-02T18:05:00Z",
                "is_current": False,
                "destinations": [WRITER],
            },
            {"data_class": "metrics", "given_at": None, "is_current": False, "destinations": []},
        ]
    }
)
PREVIEW = json.dumps(
    {
        "items": [
            {
                "destination": WRITER["name"],
                "host": WRITER["host"],
                "content_type": "application/json",
                "body": '{"week": "2026-W47", "notes": ["Slept well", "Ran slowly, to the lake and back"]}',
                "encoding": "utf-8",
            }
        ]
    }
)
OUTBOUND = json.dumps(
    {
        "destinations": [
            READER | {"data": ["photo"], "allowed_by": "HABITUS_READER"},
            {
                "name": "Push services",
                "host": "*",
                "purpose": "Brings reminders to devices that asked for them.",
                "data": [],
                "allowed_by": "each device that turns reminders on",
            },
        ],
        "calls": [
            {
                "at": "2026-11-20T07:12:00Z",
                "destination": READER["name"],
                "host": READER["host"],
                "data_class": "photo",
                "bytes_sent": 214_096,
                "bytes_received": 612,
                "outcome": "200",
            },
            {
                "at": "2026-11-18T07:31:00Z",
                "destination": READER["name"],
                "host": READER["host"],
                "data_class": "photo",
                "bytes_sent": 0,
                "bytes_received": 0,
                "outcome": "not_reached",
            },
        ],
    }
)
