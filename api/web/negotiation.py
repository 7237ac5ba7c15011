"""One address, two forms: `/part/{id}` answers as a page or as JSON, whichever the client would rather have."""

import re
from collections.abc import Callable

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.pages.page import MEDIA_TYPES
from api.v1.accepting import HTML, JSON, choose_form
from api.v1.problems import NOT_ACCEPTABLE, ProblemType
from model.errors import LandskapError, NotUnderstood
from model.language import Text

NEGOTIATED = re.compile(r"/part/[^/]+")


class FormByAccept:
    """Middleware that answers a negotiated address in the form that `Accept` prefers, and says so.

    A browser gets the page: it takes HTML, or anything.
    """

    def __init__(self, app: ASGIApp, refuse: Callable[[Request, LandskapError, ProblemType], Response]) -> None:
        self.app, self._refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, for JSON to the address with that ending."""
        path = str(scope.get("path", ""))
        if scope["type"] != "http" or not NEGOTIATED.fullmatch(path) or path.rsplit(".", 1)[-1] in MEDIA_TYPES:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        form = choose_form(request.headers.get("accept", ""))
        address = f"{request.url.path}.json" + (f"?{request.url.query}" if request.url.query else "")

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.add_vary_header("Accept")
                if form == JSON and message["status"] < 300:
                    headers["Content-Location"] = address
            await send(message)

        if form is None:
            text = Text("{path} is to be had as {forms}", path=path, forms=f"{HTML}, {JSON}")
            await self._refuse(request, NotUnderstood(text), NOT_ACCEPTABLE)(scope, receive, send_named)
            return
        chosen = {**scope, "path": f"{path}.json"} if form == JSON else scope
        await self.app(chosen, receive, send_named)
        scope["route"] = chosen.get("route")  # for the access log
