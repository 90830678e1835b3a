"""What is written to somebody about the safety of their account. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from habitus.accounts.rules.invites import Letter

Warning_ = Literal["refresh_reused", "password_changed"]
"""What happened: also the kind of the message and of the entry in the audit log."""

_WORDS: dict[str, dict[str, Letter]] = {
    "en": {
        "refresh_reused": Letter(
            "A device was signed out for your safety",
            "Hello {name},\n\n"
            "the sign-in of a device of yours ({device}) was used a second time on {at} (UTC),"
            " as a copy of it would be. It was ended for everybody who held it.\n\n"
            "Sign in again on that device. If you did not do anything unusual, such as bringing an old"
            " backup of it back, change your password: then all other devices are signed out too.\n",
        ),
        "password_changed": Letter(
            "Your password was changed",
            "Hello {name},\n\n"
            "your password was changed on {at} (UTC), from {device}. All other devices were signed out.\n\n"
            "If that was not you, tell an admin of your Habitus at once.\n",
        ),
    },
    "de": {
        "refresh_reused": Letter(
            "Ein Gerät wurde zu deiner Sicherheit abgemeldet",
            "Hallo {name},\n\n"
            "die Anmeldung eines deiner Geräte ({device}) wurde am {at} (UTC) ein zweites Mal benutzt,"
            " so wie es eine Kopie davon täte. Sie ist nun für alle beendet, die sie hatten.\n\n"
            "Melde dich auf dem Gerät neu an. Wenn du nichts Ungewöhnliches getan hast, etwa eine alte"
            " Sicherung zurückgespielt, ändere dein Passwort: Dann werden auch alle anderen Geräte"
            " abgemeldet.\n",
        ),
        "password_changed": Letter(
            "Dein Passwort wurde geändert",
            "Hallo {name},\n\n"
            "dein Passwort wurde am {at} (UTC) geändert, von {device}. Alle anderen Geräte wurden"
            " abgemeldet.\n\n"
            "Wenn du das nicht warst, sag sofort einem Admin deines Habitus Bescheid.\n",
        ),
    },
}
_DATE = {"en": "%Y-%m-%d %H:%M", "de": "%d.%m.%Y %H:%M"}


def warning(kind: Warning_, language: str, *, name: str, device: str, at: datetime) -> Letter:
    """The words for a person, in their language or in English."""
    tongue = language.partition("-")[0]
    tongue = tongue if tongue in _WORDS else "en"
    words = _WORDS[tongue][kind]
    return Letter(words.subject, words.text.format(name=name, device=device, at=at.strftime(_DATE[tongue])))
