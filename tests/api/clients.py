"""Clients of the web application over a graph, without a wire between."""

from starlette.testclient import TestClient

from api.web.application import create_app
from queries.server.graph import Graph

HOME = "http://127.0.0.1"


def client_of(graph: Graph) -> TestClient:
    """A client that asks as a program of this computer does, and follows nothing by itself."""
    return TestClient(create_app(graph, "sv"), HOME, follow_redirects=False)
