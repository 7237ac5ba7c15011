"""Makes the query texts that follow from the vocabulary: one per type and write, and the graph's schema.

`python -m tools.query_texts` writes them into `queries/texts/records/`; a test says when they are out of date.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from model.vocabulary.record import Node, Relationship
from model.vocabulary.types import NODES, PARTY, RELATIONSHIPS, edges_of
from queries.server import catalogue
from queries.server.paging import ROWS_PER_PAGE

TOOLS_FOLDER = Path(__file__).parent
RECORDS_FOLDER = catalogue.TEXTS_FOLDER / "records"
SYSTEM_LABELS = ("ChangeSet", "Chunk", "Head", "Revision")
INDEXES = (
    ("Assignment", "balance"),
    ("Assignment", "area_balance"),
    ("Assignment", "last_stepped"),
    ("Forum", "listed"),
    ("Party", "name"),
    ("Party", "merged"),
    ("ChangeSet", "number"),
    ("Revision", "number"),
)
"""Fields that a question looks records up by, beside their ids."""


def generate_texts() -> dict[Path, str]:
    """Path → text of every generated query."""
    texts = dict(_render_texts())
    return {RECORDS_FOLDER / f"{name}.cypher": text.rstrip("\n") + "\n" for name, text in texts.items()}


def _render_texts() -> Iterator[tuple[str, str]]:
    render = _make_renderer()
    yield "schema", render("schema", labels=_list_labels(), edges=[type_.edge for type_ in RELATIONSHIPS], indexes=INDEXES)
    yield "ours", render("ours", labels=_list_labels())
    yield "counts", render("counts", nodes=NODES, relationships=RELATIONSHIPS)
    yield "nodes-of-id", render("nodes-of-id", nodes=NODES)
    yield "relationships-of-id", render("relationships-of-id", relationships=RELATIONSHIPS)
    for node in NODES:
        yield from _render_node(node, render)
    for relationship in RELATIONSHIPS:
        yield from _render_relationship(relationship, render)


def _list_labels() -> list[str]:
    return [*(node.label for node in NODES), PARTY, *SYSTEM_LABELS]


def _render_node(type_: type[Node], render: Any) -> Iterator[tuple[str, str]]:
    words = {
        "plural": type_.plural.en,
        "label": type_.label,
        "labels": f"{type_.label}:{PARTY}" if type_.party else type_.label,
        "references": list(edges_of(type_)),
    }
    for name in ("page", "some", "ids", "put", "drop", "clear"):
        yield f"{type_.stem()}/{name}", render(f"node-{name}", page=ROWS_PER_PAGE, **words)
    for field, ref in edges_of(type_):
        for name in ("link", "unlink", "naming"):
            yield f"{type_.stem()}/{name}-{field}", render(f"node-{name}", field=field, ref=ref, page=ROWS_PER_PAGE, **words)


def _render_relationship(type_: type[Relationship], render: Any) -> Iterator[tuple[str, str]]:
    refs = type_.references()
    words = {"plural": type_.plural.en, "edge": type_.edge, "ref": refs["source"], "target": refs["target"]}
    for name in ("page", "some", "ids", "put", "drop"):
        yield f"{type_.stem()}/{name}", render(f"edge-{name}", page=ROWS_PER_PAGE, **words)
    for field in refs:
        yield f"{type_.stem()}/naming-{field}", render("edge-naming", field=field, page=ROWS_PER_PAGE, **words)


def _make_renderer() -> Any:
    loader = FileSystemLoader(TOOLS_FOLDER / "templates")
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False)  # noqa: S701  # Cypher, not HTML

    def render(name: str, **words: Any) -> str:
        return environment.get_template(f"{name}.cypher.j2").render(**words)

    return render


def write_query_texts() -> None:
    """Write every generated text, and take away those that the vocabulary no longer gives."""
    texts = generate_texts()
    for path in RECORDS_FOLDER.rglob("*.cypher"):
        if path not in texts:
            path.unlink()
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_query_texts()
