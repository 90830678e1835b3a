"""What routes of imports ask for beside the actor and the database."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from habitus.interchange import files


async def _desk(request: Request) -> files.Desk:
    desk: files.Desk = request.app.state.imports
    return desk


Desk = Annotated[files.Desk, Depends(_desk)]
