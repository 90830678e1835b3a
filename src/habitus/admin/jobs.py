"""What is kept for admins is not kept for ever."""

from __future__ import annotations

from datetime import timedelta

from habitus.admin import queries
from habitus.kernel.db import Tx
from habitus.kernel.outbox import Payload
from habitus.kernel.post import service as post

FORGET = "admin.forget_old"
ERRORS_KEPT = timedelta(days=90)


def forget_old(tx: Tx, payload: Payload) -> None:  # noqa: ARG001 - every job has a payload
    """Delete messages that are two weeks old, and errors that did not come for three months."""
    post.forget_old(tx)
    queries.forget_errors(tx, tx.now - ERRORS_KEPT)
