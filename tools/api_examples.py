"""The writer of the examples of the JSON interface: `make examples` asks each operation for its example and keeps the answer.

The landscape is that of Sörmland with its invented examples, loaded into a graph of its own.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from api.v1.catalogue import list_operations
from api.v1.examples import EXAMPLES_FILE
from api.web.application import create_app
from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from queries.journal.prepare import prepare_graph
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_server import stop_server

SEEDS = Path(__file__).parent.parent / "seed"
LARGEST_EXAMPLE = 8_000
"""Bytes; of a larger answer the description names the address alone."""


def ask_examples(graph: Graph) -> dict[str, Any]:
    """Return the answers to the examples of all operations that have one, by name."""
    client = TestClient(create_app(graph, "sv"), "http://127.0.0.1", follow_redirects=False)
    answers = {}
    for operation in list_operations():
        if operation.has_example:
            response = client.get(operation.example_address)
            response.raise_for_status()
            if len(response.content) <= LARGEST_EXAMPLE:
                answers[operation.name] = response.json()
    return answers


def write_examples() -> None:
    """Write the file of examples."""
    with tempfile.TemporaryDirectory() as folder:
        with Graph.open(LocalAddress(Path(folder) / "graph")) as graph:
            prepare_graph(graph)
            for name in ("sormland", "exempel"):
                load_plan(graph, read_folder(SEEDS / name), "regional samordnare", "källan")
            text = json.dumps(ask_examples(graph), ensure_ascii=False, indent=1)
        stop_server(Path(folder) / "graph")
    EXAMPLES_FILE.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write_examples()
