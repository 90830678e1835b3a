"""The least a Starlette app does for a GET: one route, a few bytes of JSON, no middleware, nobody asked."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


async def hello(request: Request) -> Response:  # noqa: ARG001 - Starlette hands it over
    return JSONResponse({"hello": "world"})


app = Starlette(routes=[Route("/", hello)])
