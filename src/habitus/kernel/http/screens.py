"""The built screens and the API's own pages, as files beside the API."""

from __future__ import annotations

from mimetypes import guess_type
from os import stat_result
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

if TYPE_CHECKING:
    from _typeshed import StrPath

_NOT_BUILT = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Habitus</title>"
    "<p>The screens are not built yet. Run <code>make ui</code>, then reload. The API works: see /docs."
)


class Screens(StaticFiles):
    """Files as they are; every other address is the app's one page, which routes itself."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # the live socket has its own address, and there is no other
            await WebSocketClose()(scope, receive, send)
            return
        await super().__call__(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path.partition("/")[0] in {"api", "docs"}:
            raise HTTPException(404)
        try:
            response = await super().get_response(path, scope)
        except HTTPException as missing:
            if missing.status_code != 404 or "." in Path(path).name:
                raise
            response = await super().get_response("index.html", scope)
        # Hashed names never change their content; index.html points to them and must be asked for anew.
        hashed = path.startswith("assets/")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return response

    def file_response(
        self, full_path: StrPath, stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, or the copy that the build compressed, where the browser takes that."""
        packed = Path(f"{full_path}.gz")
        if not packed.is_file():
            return super().file_response(full_path, stat_result, scope, status_code)
        if not _takes_gzip(scope):
            response = super().file_response(full_path, stat_result, scope, status_code)
            response.headers["vary"] = "Accept-Encoding"
            return response
        kind, _ = guess_type(full_path)
        headers = {"content-encoding": "gzip", "vary": "Accept-Encoding"}
        compressed = FileResponse(packed, status_code, headers, kind, stat_result=packed.stat())
        if self.is_not_modified(compressed.headers, Headers(scope=scope)):
            return NotModifiedResponse(compressed.headers)
        return compressed


def _takes_gzip(scope: Scope) -> bool:
    offered = Headers(scope=scope).get("accept-encoding", "")
    return any(part.strip().partition(";")[0] == "gzip" for part in offered.split(","))


def add_screens(app: FastAPI, static: Path) -> None:
    """Serve them where no route matches; a mount at "/" would swallow the 405 of known addresses."""
    if (static / "index.html").exists():
        app.router.default = Screens(directory=static, html=True)
        return

    @app.get("/", include_in_schema=False)
    async def not_built() -> HTMLResponse:
        return HTMLResponse(_NOT_BUILT)


def add_problem_pages(app: FastAPI) -> None:
    """The pages that the `type` of a problem points to, as plain text."""
    folder = problem_pages()
    known = {page.stem: page for page in folder.glob("*.md")}

    @app.get("/docs/problems/{code}", include_in_schema=False)
    async def problem_page(code: str) -> FileResponse:
        if code not in known:
            raise HTTPException(404)
        return FileResponse(known[code], media_type="text/plain; charset=utf-8")


def problem_pages() -> Path:
    """Beside the code in a wheel, in docs/ in a checkout."""
    package = Path(__file__).parents[2]
    inside = package / "problems"
    return inside if inside.exists() else package.parents[1] / "docs" / "problems"


def add_docs(app: FastAPI, static: Path) -> None:
    """Swagger UI from files of our own: nothing is fetched elsewhere, nothing runs inline."""
    folder = static / "docs"
    if not folder.exists():
        return

    @app.get("/docs", include_in_schema=False)
    async def docs() -> FileResponse:
        return FileResponse(folder / "index.html", headers={"cache-control": "no-cache"})

    app.mount("/docs/assets", StaticFiles(directory=folder), name="docs")
