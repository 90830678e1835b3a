"""Every statement about coming in: the set-up link, and wrong passwords."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # renders the same on SQLite

from habitus.accounts.queries.tables import setup_token, sign_in_failure
from habitus.kernel.db import Tx


def replace_setup_token(tx: Tx, digest: str, now: datetime) -> None:
    tx.execute(delete(setup_token))
    tx.execute(insert(setup_token).values(digest=digest, created_at=now))


def has_setup_token(tx: Tx, digest: str) -> bool:
    return tx.execute(select(setup_token.c.digest).where(setup_token.c.digest == digest)).first() is not None


def take_setup_token(tx: Tx, digest: str) -> bool:
    """Use the link up; only one caller ever gets True."""
    return tx.execute(delete(setup_token).where(setup_token.c.digest == digest)).rowcount == 1


def forget_setup_token(tx: Tx) -> None:
    tx.execute(delete(setup_token))


def failures_of(tx: Tx, subjects: list[str]) -> dict[str, tuple[int, datetime]]:
    """Consecutive wrong passwords and when the last was, by subject."""
    rows = tx.execute(select(sign_in_failure).where(sign_in_failure.c.subject.in_(subjects)))
    return {row.subject: (row.failures, row.last_at) for row in rows}


def failures_to_count(tx: Tx, subjects: list[str]) -> dict[str, tuple[int, datetime]]:
    """Their counts, locked until the end (PostgreSQL): of many wrong passwords at once all are counted."""
    ordered = sorted(subjects)
    nothing_yet = [{"subject": subject, "failures": 0, "last_at": tx.now} for subject in ordered]
    tx.execute(upsert(sign_in_failure).on_conflict_do_nothing(), nothing_yet)
    rows = tx.execute(
        select(sign_in_failure)
        .where(sign_in_failure.c.subject.in_(ordered))
        .order_by(sign_in_failure.c.subject)
        .with_for_update()
    )
    return {row.subject: (row.failures, row.last_at) for row in rows}


def set_failures(tx: Tx, subject: str, failures: int) -> None:
    tx.execute(
        update(sign_in_failure)
        .where(sign_in_failure.c.subject == subject)
        .values(failures=failures, last_at=tx.now)
    )


def forget_failures(tx: Tx, subjects: list[str]) -> None:
    """Drop these subjects' counts."""
    tx.execute(delete(sign_in_failure).where(sign_in_failure.c.subject.in_(subjects)))


def forget_old_failures(tx: Tx, before: datetime, at_most: int) -> int:
    """Drop counts that are too old to matter; gives how many. Each guess at an address leaves two."""
    old = select(sign_in_failure.c.subject).where(sign_in_failure.c.last_at < before).limit(at_most)
    return tx.execute(
        delete(sign_in_failure).where(sign_in_failure.c.subject.in_(old.scalar_subquery()))
    ).rowcount
