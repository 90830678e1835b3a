"""Invites: how long they live, how often they are made and tried, and what is written to who gets one."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Literal, NamedTuple

from habitus.kernel.ratelimit.rules import Limit

INVITE_DAYS = 3
INVITE_DAYS_MAX = 30
INVITES_KEPT = timedelta(days=90)
"""After its end, an invite and the address in it are forgotten."""
INVITES_A_DAY = Limit("invites", 10, timedelta(days=1), 10)
LOOKS = Limit("invite_looks", 10, timedelta(minutes=1), 10)
"""From one address."""
SIGN_UPS = Limit("sign_ups", 10, timedelta(minutes=1), 10)
"""From one address; each may cost a password hash."""


def invite_state(
    now: datetime, *, ends_at: datetime, used_at: datetime | None, revoked_at: datetime | None
) -> Literal["open", "used", "revoked", "over"]:
    """What became of an invite."""
    if used_at is not None:
        return "used"
    if revoked_at is not None:
        return "revoked"
    return "open" if ends_at > now else "over"


def place(address: str | None) -> str:
    """What is counted as one place: an IPv4 address, or the /64 network of an IPv6 one (SECURITY §4)."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or "unknown"
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


class Letter(NamedTuple):
    """What is written to somebody outside the app."""

    subject: str
    text: str


class _Words(NamedTuple):
    subject: str
    somebody: str
    text: str
    date: str


_WORDS = {
    "en": _Words(
        "{inviter} invites you to {instance}",
        "An admin",
        "Hello,\n\n{inviter} invites you to {instance}, a home for habits and health.\n\n"
        "Open this link to make your account:\n\n{link}\n\n"
        "It works once, for {email} only, until {until} (UTC).\n"
        "If you did not expect it, there is nothing you need to do.\n",
        "%Y-%m-%d %H:%M",
    ),
    "de": _Words(
        "{inviter} lädt dich zu {instance} ein",
        "Ein Admin",
        "Hallo,\n\n{inviter} lädt dich zu {instance} ein, einem Zuhause für Gewohnheiten und Gesundheit.\n\n"
        "Öffne diesen Link, um dein Konto anzulegen:\n\n{link}\n\n"
        "Er gilt einmal, nur für {email}, bis {until} (UTC).\n"
        "Wenn du ihn nicht erwartet hast, brauchst du nichts zu tun.\n",
        "%d.%m.%Y %H:%M",
    ),
}


def invitation(
    language: str, *, inviter: str | None, instance: str, email: str, link: str, until: datetime
) -> Letter:
    """The message with the link, in the language of who invites (English where there is no other)."""
    words = _WORDS.get(language[:2], _WORDS["en"])
    facts = {
        "inviter": inviter or words.somebody,
        "instance": instance,
        "email": email,
        "link": link,
        "until": until.strftime(words.date),
    }
    return Letter(_one_line(words.subject.format(**facts)), words.text.format(**facts))


def _one_line(text: str) -> str:
    """Without what could begin another line, or another header, of a mail."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.split())[:200]
