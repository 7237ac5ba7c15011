"""The routes of the JSON interface. Start at `add_operations`."""

import json
from collections.abc import Callable, Collection
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from api.pages.page import Asked, Elsewhere
from api.v1.catalogue import list_operations
from api.v1.description import build_description
from api.v1.operations import LANGUAGE, MOST_CHARACTERS, ROOT, ApiOperation, find_links, read_question
from model.errors import LimitExceeded
from model.language import LANGUAGES, Language, Text
from queries.landscape.registers import require_whole_landscape
from queries.server.graph import Graph

OPENAPI = f"{ROOT}/openapi.json"


def add_operations(app: FastAPI, graph: Graph, language: Language, paths: Collection[str]) -> None:
    """Add the route of each operation, and of their description. `paths` are those of all pages."""
    app.get(OPENAPI, include_in_schema=False)(_answer_description)
    for operation in list_operations():
        app.get(operation.route, include_in_schema=False)(_make_endpoint(operation, graph, language, paths))


def _answer_description() -> Response:
    """Answer with the OpenAPI document."""
    content = json.dumps(build_description(), ensure_ascii=False).encode()
    return Response(content, media_type="application/json")


def _make_endpoint(
    operation: ApiOperation, graph: Graph, language: Language, paths: Collection[str]
) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        question = read_question(request, operation.model)
        id_ = request.path_params.get("id", "")
        if len(id_) > MOST_CHARACTERS:
            raise LimitExceeded(Text("the id in the address is too long: at most {most} characters", most=MOST_CHARACTERS))
        spoken = next((known for known in LANGUAGES if known == request.query_params.get(LANGUAGE)), language)
        asked = Asked(graph, spoken, request.url.path, {}, id_, language, "json", paths)
        try:
            with require_whole_landscape(graph):
                document = operation.answer(asked, question)
        except Elsewhere as elsewhere:
            status = HTTPStatus.PERMANENT_REDIRECT if elsewhere.permanent else HTTPStatus.TEMPORARY_REDIRECT
            return RedirectResponse(elsewhere.address, status)
        links = find_links(document, request)
        following = {"Link": f'<{links["next"]}>; rel="next"'} if "next" in links else {}
        return JSONResponse({**document, "links": links}, headers=following)

    answer.__name__ = f"answer_{operation.name}"
    return answer
