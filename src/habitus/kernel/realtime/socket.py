"""The one address of the socket, and who may knock."""

from __future__ import annotations

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from habitus.kernel.errors import CrossSiteRefused
from habitus.kernel.http.problems import problem_response
from habitus.kernel.realtime.hub import Hub
from habitus.kernel.realtime.origins import may_open


def live_route(path: str, base: str | None) -> WebSocketRoute:
    """The socket's route; `base` is the origin that people reach the instance at, where it is known.

    The application's `state.live` is the hub.
    """

    async def live(socket: WebSocket) -> None:
        origins, host = socket.headers.getlist("origin"), socket.headers.get("host")
        if not may_open(origins, host, socket.scope["scheme"], base):
            refusal = CrossSiteRefused("Open Habitus itself and try again there.")
            await socket.send_denial_response(problem_response(refusal, None))
            return
        hub: Hub = socket.app.state.live
        await hub.serve(socket)

    return WebSocketRoute(path, live)
