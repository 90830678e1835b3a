"""Moving in over HTTP: upload a file, look at what it would do, confirm."""

from __future__ import annotations

import asyncio
from typing import Any, cast, get_args
from uuid import UUID

from fastapi import APIRouter, Request

from habitus.accounts.deps import Actor, Db
from habitus.accounts.models import WeightUnit
from habitus.formats.zip_reader import MAX_UPLOAD
from habitus.interchange import rules, uploads
from habitus.interchange.deps import Desk
from habitus.interchange.errors import ImportNotFound, ImportNotReady, ImportRunning, ImportsBusy
from habitus.interchange.files import Place
from habitus.interchange.models import NewImport
from habitus.interchange.schemas import ImportRead, ImportsRead
from habitus.kernel.errors import PayloadInvalid, problems
from habitus.kernel.http.strict_json import StrictRoute
from habitus.kernel.http.uploads import OVERHEAD_MAX, receive_file
from habitus.kernel.ids import new_id

router = APIRouter(prefix="/imports", tags=["imports"], route_class=StrictRoute)

UPLOAD_PATHS = {"/api/v1/imports": MAX_UPLOAD + OVERHEAD_MAX}
"""Where a file is posted as a form, and how many bytes such a body may have."""

_ORDERS = ("dmy", "mdy")
_UNITS = cast("tuple[str, ...]", get_args(WeightUnit))
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "At most 200 MiB."},
                        "date_order": {
                            "type": "string",
                            "enum": list(_ORDERS),
                            "description": "What comes first in dates that could be read both ways.",
                        },
                        "unit": {
                            "type": "string",
                            "enum": list(_UNITS),
                            "description": "The unit of body weights in the file.",
                        },
                    },
                }
            }
        },
    }
}


@router.post(
    "",
    operation_id="startImport",
    status_code=202,
    responses=problems(ImportRunning, ImportsBusy),
    openapi_extra=_FORM,
)
async def start_import(request: Request, actor: Actor, db: Db, desk: Desk) -> ImportRead:
    """Upload a file of another tool. It is read, and nothing is written before you confirm."""
    person_id = await db.read(actor, uploads.check_may_begin)
    import_id = new_id()
    place = desk.place(import_id)
    with desk.attending(person_id):
        try:
            return await db.write(actor, uploads.begin, await _received(request, place, import_id))
        except BaseException:
            await asyncio.shield(asyncio.to_thread(place.remove))
            raise


@router.get("", operation_id="listImports")
async def list_imports(actor: Actor, db: Db) -> ImportsRead:
    """Your newest 20 imports, newest first."""
    return await db.read(actor, uploads.newest)


@router.get("/{import_id}", operation_id="getImport", responses=problems(ImportNotFound))
async def get_import(import_id: UUID, actor: Actor, db: Db) -> ImportRead:
    """How far an import is, and its report."""
    return await db.read(actor, uploads.one, import_id)


@router.post(
    "/{import_id}/confirm",
    operation_id="confirmImport",
    status_code=202,
    responses=problems(ImportNotFound, ImportNotReady),
)
async def confirm_import(import_id: UUID, actor: Actor, db: Db) -> ImportRead:
    """Bring in what was read. Safe to repeat."""
    return await db.write(actor, uploads.confirm, import_id)


@router.delete(
    "/{import_id}", operation_id="cancelImport", status_code=204, responses=problems(ImportNotFound)
)
async def cancel_import(import_id: UUID, actor: Actor, db: Db) -> None:
    """Cancel an import that is not over: what it has written stays. One that is over is forgotten."""
    await db.write(actor, uploads.cancel, import_id)


async def _received(request: Request, place: Place, import_id: UUID) -> NewImport:
    """The file, on the disk for good, and what its sender says of it."""
    await asyncio.to_thread(place.make)
    received = await receive_file(
        request, place.upload, name="file", fields=("date_order", "unit"), at_most=MAX_UPLOAD
    )
    await asyncio.to_thread(place.settle)
    return NewImport(
        id=import_id,
        file_name=rules.file_name(received.file_name),
        date_order=_one_of(_ORDERS, "date_order", received.fields.get("date_order")),
        unit=_one_of(_UNITS, "unit", received.fields.get("unit")),
    )


def _one_of(words: tuple[str, ...], name: str, given: str | None) -> str | None:
    if given is not None and given not in words:
        raise PayloadInvalid(f"must be one of {', '.join(words)}", pointer=f"/{name}")
    return given
