"""What admin routes ask for beside the actor and the database."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from habitus.admin import house
from habitus.kernel.paging import Limit


async def _house(request: Request) -> house.House:
    state = request.app.state
    return house.House(state.data_dir, state.started_at, state.database.facts())


House = Annotated[house.House, Depends(_house)]
Cursor = Annotated[str | None, Query(max_length=200)]
AtMost = Annotated[Limit, Query()]
