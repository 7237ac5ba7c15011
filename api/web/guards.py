"""What stands before every page and answer: headers that every response has, and the refusal of what other sites ask for."""

from collections.abc import Callable, Sequence

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from model.errors import AskedByAnotherSite
from model.language import Text

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Of what is no page: nothing may be run, shown or framed."""
NONE = "'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""On every response: an unpublished landscape lies in no browser's cache, and in no other site's page."""
OWN_SITE_VALUES = {"", "none", "same-origin"}
"""What `Sec-Fetch-Site` says of a request of our own page or of the address line; nothing where a program asks."""
FRAME_DESTINATIONS = {"frame", "iframe", "object", "embed", "fencedframe"}


def build_page_policy(scripts: str, styles: str) -> str:
    """The policy of a page: nothing from elsewhere, and no script or style but those of these hashes."""
    return (
        f"default-src 'none'; script-src {scripts or NONE}; style-src {styles}; img-src 'self' data: blob:; font-src data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class SafeHeaders:
    """Gives every response the headers that all have, and a policy where it has none of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Content-Security-Policy", POLICY)
            await send(message)

        await self.app(scope, receive, send_safely)


class OwnNameOnly:
    """Refuses requests by another name than those under which the pages are served."""

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
    """Refuses what the pages of other sites ask for; a link to a page may be followed from anywhere."""

    def __init__(self, app: ASGIApp, refuse: Callable[[Request, Exception], Response]) -> None:
        self.app, self._refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that it is refused."""
        if scope["type"] == "http" and not _may_ask(request := Request(scope)):
            text = Text("another site's page may not ask here in your name")
            error = AskedByAnotherSite(text, Text("Open the address itself."))
            await self._refuse(request, error)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _may_ask(request: Request) -> bool:
    said = request.headers.get
    followed = (
        request.method in ("GET", "HEAD")
        and said("sec-fetch-mode") == "navigate"
        and said("sec-fetch-dest") not in FRAME_DESTINATIONS
    )
    return said("sec-fetch-site", "") in OWN_SITE_VALUES or followed
