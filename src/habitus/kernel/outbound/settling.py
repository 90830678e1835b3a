"""Waiting until nothing is on its way any more, after somebody has taken their consent back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from habitus.kernel.db import Database
from habitus.kernel.outbound import queries

LONGEST = timedelta(minutes=2)
"""A call that is noted as under way for longer was ended with its process."""
LOOK_SECONDS = 0.05
LOOKS = 200


async def until_quiet(db: Database[Any, Any], person_key: int, data_class: str) -> None:
    """Return once no call with this data of theirs is under way, in this process or another.

    Calls hear within a quarter of a second that consent is gone; after ten seconds the one still noted
    is of a process that was killed.
    """
    for _ in range(LOOKS):
        if not await db.public.read(queries.is_sending, person_key, data_class, LONGEST):
            return
        await asyncio.sleep(LOOK_SECONDS)
