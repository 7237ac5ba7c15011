"""Middleware before every page and answer: headers for every response, HEAD, and the refusal of foreign names and sites."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.v1.operations import ROOT
from model.errors import AskedByAnotherSite
from model.language import Text

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of responses that are no pages: nothing may be run, shown or framed."""
NONE, OWN_FILES = "'none'", "'self'"
DENIED = (
    *("accelerometer", "autoplay", "camera", "clipboard-read", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
    *(
        "picture-in-picture",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "storage-access",
        "usb",
        "xr-spatial-tracking",
    ),
)
"""What no page of ours does, and no script that gets into one may do. Writing to the clipboard is allowed: pages copy queries."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
}
"""Headers of every response."""
NOT_CACHED = "no-store"
"""An unpublished landscape must not lie in a browser's cache. Only our own files may, which say so themselves."""
REVALIDATED = "no-cache"
"""Programs may keep an answer of the JSON interface, and ask each time whether it still holds: its tag names the version."""
OWN_SITE_VALUES = {"", "none", "same-origin"}
"""Values of `Sec-Fetch-Site` for requests by our own page, by the address line, and (empty) by programs."""
FRAME_DESTINATIONS = {"frame", "iframe", "object", "embed", "fencedframe"}


def build_page_policy(scripts: str, styles: str, fonts: str = "data:") -> str:
    """Return the policy of a page: nothing from elsewhere, and no script, style or font but those of these sources."""
    return (
        f"default-src 'none'; script-src {scripts or NONE}; style-src {styles}; img-src 'self' data: blob:; "
        f"font-src {fonts}; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class SafeHeaders:
    """Middleware that sets the headers of every response, and a policy on those without one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the response's headers."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", REVALIDATED if _may_be_kept(scope, message["status"]) else NOT_CACHED)
                headers.setdefault("Content-Security-Policy", POLICY)
            await send(message)

        await self.app(scope, receive, send_safely)


def _may_be_kept(scope: Scope, status: int) -> bool:
    return str(scope.get("path", "")).startswith(f"{ROOT}/") and status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)


class HeadAsGet:
    """Middleware that lets the application answer HEAD as GET, with `head` in the scope; the server leaves out the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope.get("method") != "HEAD":
            await self.app(scope, receive, send)
            return
        as_get = {**scope, "method": "GET", "head": True}
        await self.app(as_get, receive, send)
        scope["route"] = as_get.get("route")  # for the access log


class OwnNameOnly:
    """Middleware that refuses requests under a name by which the pages are not served."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str], refuse: Callable[[Request], Response]) -> None:
        self.app, self._hosts, self._refuse = app, hosts, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that it is refused."""
        names: list[str] = []

        async def accept(_scope: Scope, _receive: Receive, _send: Send) -> None:
            names.append("known")

        async def discard(_message: Message) -> None:
            """Leave out Starlette's own answer, which is in English only."""

        await TrustedHostMiddleware(accept, self._hosts, www_redirect=False)(scope, receive, discard)
        await (self.app if names else self._refuse(Request(scope)))(scope, receive, send)


class OwnSiteOnly:
    """Middleware that refuses requests from the pages of other sites. A link to a page may be followed from anywhere."""

    def __init__(self, app: ASGIApp, refuse: Callable[[Request, Exception], Response]) -> None:
        self.app, self._refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that it is refused."""
        if scope["type"] == "http" and not _may_ask(request := Request(scope)):
            text = Text("a page of another site may not ask here in your name")
            error = AskedByAnotherSite(text, Text("Open the address itself."))
            await self._refuse(request, error)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _may_ask(request: Request) -> bool:
    header = request.headers.get
    is_link = (
        request.method in ("GET", "HEAD")
        and header("sec-fetch-mode") == "navigate"
        and header("sec-fetch-dest") not in FRAME_DESTINATIONS
    )
    return header("sec-fetch-site", "") in OWN_SITE_VALUES or is_link
