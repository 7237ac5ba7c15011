"""Clients of the web application over a graph, without a network."""

from starlette.testclient import TestClient

from api.web.application import create_app
from queries.server.graph import Graph

HOME = "http://127.0.0.1"


def client_of(graph: Graph) -> TestClient:
    """Return a client that asks as a program on this computer does and follows no redirects."""
    return TestClient(create_app(graph, "sv"), HOME, follow_redirects=False)
