"""What admins set for everybody: what the instance is called, and who may make an account."""

from __future__ import annotations

from habitus.accounts.auditing import record
from habitus.accounts.models import Me, Registration
from habitus.accounts.queries import instance
from habitus.accounts.queries.instance import InstanceSettings
from habitus.accounts.roles import require_admin
from habitus.kernel.db import Tx
from habitus.kernel.errors import PayloadInvalid

DEFAULT = InstanceSettings("Habitus", "invite")
INSTANCE_NAME_MAX = 60


def read(tx: Tx) -> InstanceSettings:
    return instance.settings_of(tx) or DEFAULT


def change(
    tx: Tx,
    me: Me,
    *,
    name: str | None = None,
    registration: Registration | None = None,
    address: str | None = None,
) -> InstanceSettings:
    """Change what is given, and note it in the audit log when it is something new.

    Raises AdminsOnly, or PayloadInvalid (pointer /name) for a name that is empty or over 60 characters.
    """
    require_admin(tx, me)
    before = read(tx)
    after = InstanceSettings(
        before.name if name is None else _fitting(name), registration or before.registration
    )
    changed = {field: value for field, value in after._asdict().items() if value != before._asdict()[field]}
    if changed:
        instance.set_settings(tx, after, changed)
        record(tx, "instance_changed", actor=me.key, address=address, **changed)
    return after


def _fitting(name: str) -> str:
    words = " ".join(name.split())
    if not 1 <= len(words) <= INSTANCE_NAME_MAX:
        raise PayloadInvalid(f"Write 1 to {INSTANCE_NAME_MAX} characters.", pointer="/name")
    return words
