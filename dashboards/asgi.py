"""The page's server: Streamlit as an ASGI app with our own routes beside it.

Lives here: `make_app` (routes, lifespan), `serve` (one process until it is stopped), the data folder of this process.
Lives elsewhere: frames (live); the kiosk's text (wall); pages (app.py, screens/); colours and options (theme).

Routes: / and the pages (Streamlit), /live (WebSocket), /wall and /wall.js (kiosk), /healthz (JSON).
"""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import config

from dashboards import wall
from dashboards.client import SHOWCASE, Feed, data_folder
from dashboards.components.overview import drawing
from dashboards.live import Hub
from dashboards.theme import streamlit_options
from twin.errors import PeerError

APP = Path(__file__).with_name("app.py")
SEND_TIMEOUT_S = 10.0
"""A client that does not take one frame in this time is dropped [s]; it comes back by itself with a full one."""


def serve(
    data_dir: Path | str, port: int, host: str = "127.0.0.1", *, ready: Callable[[], None] = lambda: None
) -> None:
    """Serve the pages of a data folder until stopped by SIGINT or SIGTERM; `ready` is called with the port taken.

    StoreError when the folder is missing, PeerError when the address cannot be taken.
    """
    folder = data_folder(Path(data_dir))
    listener = _listen(host, port)
    ready()
    try:
        settings = uvicorn.Config(
            make_app(folder), log_level="warning", ws_per_message_deflate=True, timeout_graceful_shutdown=2,
        )  # fmt: skip
        uvicorn.Server(settings).run(sockets=[listener])
    finally:
        listener.close()


def make_app(data_dir: Path) -> st.App:
    """Streamlit's app with our routes, bound to one data folder."""
    SHOWCASE.show(data_dir)
    for name, value in streamlit_options().items():
        config.set_option(name, value)
    feed = Feed(data_dir)
    hub = Hub(feed.look, feed.close, drawing())
    return st.App(APP, lifespan=_lifespan(hub), routes=_routes(hub))


def _lifespan(hub: Hub) -> Any:
    @asynccontextmanager
    async def life(_app: st.App) -> AsyncIterator[dict[str, Any]]:
        await hub.start()
        gc.collect()
        gc.freeze()  # Streamlit collects after every run: frozen start-up objects make that about ten times cheaper
        try:
            yield {"hub": hub}
        finally:
            await hub.stop()

    def open_life(app: st.App) -> AbstractAsyncContextManager[dict[str, Any]]:
        return life(app)

    return open_life


def _routes(hub: Hub) -> list[BaseRoute]:
    async def live(socket: WebSocket) -> None:
        await socket.accept()
        await _push(hub, socket)

    async def wall_page(_request: Request) -> Response:
        return HTMLResponse(wall.page(), headers={"Cache-Control": "no-cache"})

    async def wall_script(_request: Request) -> Response:
        return Response(wall.script(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    async def healthz(_request: Request) -> Response:
        return JSONResponse(health(hub))

    return [
        WebSocketRoute("/live", live), Route("/wall", wall_page), Route("/wall.js", wall_script),
        Route("/healthz", healthz),
    ]  # fmt: skip


def health(hub: Hub) -> dict[str, Any]:
    """What /healthz says: store readable or why not, what the page cannot show, age of the newest value [s], frames."""
    picture = hub.picture
    quiet = picture.silence if picture is not None and picture.samples else None
    return {
        "status": "ok", "store": "unknown" if picture is None else picture.error or "ok",
        "data_age_s": None if quiet is None else round(quiet, 1), "fault": hub.fault, "frames": hub.frames.seq,
        "clients": hub.clients,
    }  # fmt: skip


async def _push(hub: Hub, socket: WebSocket) -> None:
    """Send frames until the client goes or is too slow; the newest only, nothing queued."""
    hub.clients += 1
    gone = asyncio.create_task(_until_gone(socket))
    try:
        seen = -1
        while not gone.done():
            seen, frame = await hub.next_frame(seen)
            await asyncio.wait_for(socket.send_text(frame), SEND_TIMEOUT_S)
    except (WebSocketDisconnect, TimeoutError, RuntimeError, OSError):
        pass  # the client is gone or too slow: it comes back by itself
    finally:
        hub.clients -= 1
        gone.cancel()
        with suppress(Exception):
            await socket.close()


async def _until_gone(socket: WebSocket) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.receive_text()


def _listen(host: str, port: int) -> socket.socket:
    """The socket that will serve, taken at once: a port in use is one clear error before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        raise PeerError(
            f"page: {host}:{port} cannot be taken ({fault.strerror}). Allowed: a free port of this machine. "
            "Stop what listens there, or choose another with --port."
        ) from fault
    return listener
