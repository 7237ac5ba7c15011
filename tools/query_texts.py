"""The generator of the query texts that follow from the vocabulary: a file per type, the schema, and questions about all types.

`python -m tools.query_texts` writes them into `queries/texts/records/`. A test fails when they are out of date.
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
    ("Assignment", "stage"),
    ("Assignment", "unowned"),
    ("Assignment", "deferred"),
    ("Assignment", "paused"),
    ("Assignment", "hand_off"),
    ("Assignment", "crowded"),
    ("Assignment", "disordered"),
    ("Assignment", "overtaken"),
    ("Assignment", "decided"),
    ("Assignment", "last_stepped"),
    ("Forum", "listed"),
    ("Decision", "name"),
    ("Decision", "case_number"),
    ("Decision", "matter"),
    ("Decision", "repeated"),
    ("Decision", "taken_on"),
    ("Meeting", "held_on"),
    ("Meeting", "planned_on"),
    ("Meeting", "cancelled_on"),
    ("Party", "name"),
    ("Party", "merged"),
    ("Party", "spot"),
    ("Party", "valid_to"),
    ("ChangeSet", "number"),
    ("Revision", "number"),
)
"""The indexed fields beside ids."""


def generate_texts() -> dict[Path, str]:
    """Return the path and the text of every generated file."""
    return {RECORDS_FOLDER / f"{name}.cypher": text.rstrip("\n") + "\n" for name, text in _render_files()}


def _render_files() -> Iterator[tuple[str, str]]:
    render = _make_renderer()
    yield "schema", render("schema", labels=_list_labels(), edges=[type_.edge for type_ in RELATIONSHIPS], indexes=INDEXES)
    yield "ours", render("ours", labels=_list_labels())
    yield "counts", render("counts", nodes=NODES, relationships=RELATIONSHIPS)
    yield "nodes-of-id", render("nodes-of-id", nodes=NODES)
    yield "relationships-of-id", render("relationships-of-id", relationships=RELATIONSHIPS)
    for node in NODES:
        yield node.stem(), _join_statements(_render_node(node, render))
    for relationship in RELATIONSHIPS:
        yield relationship.stem(), _join_statements(_render_relationship(relationship, render))


def _list_labels() -> list[str]:
    return [*(node.label for node in NODES), PARTY, *SYSTEM_LABELS]


def _join_statements(statements: Iterator[tuple[str, str]]) -> str:
    return "\n\n".join(f"// name: {name}\n{text.strip()}" for name, text in statements)


def _render_node(type_: type[Node], render: Any) -> Iterator[tuple[str, str]]:
    words = {
        "plural": type_.plural.en,
        "label": type_.label,
        "labels": f"{type_.label}:{PARTY}" if type_.party else type_.label,
        "references": list(edges_of(type_)),
    }
    for name in ("page", "some", "ids", "put", "drop", "clear"):
        yield name, render(f"node-{name}", page=ROWS_PER_PAGE, **words)
    for field, ref in edges_of(type_):
        for name in ("link", "unlink", "naming"):
            yield f"{name}-{field}", render(f"node-{name}", field=field, ref=ref, page=ROWS_PER_PAGE, **words)


def _render_relationship(type_: type[Relationship], render: Any) -> Iterator[tuple[str, str]]:
    refs = type_.references()
    words = {"plural": type_.plural.en, "edge": type_.edge, "ref": refs["source"], "target": refs["target"]}
    for name in ("page", "some", "ids", "put", "drop"):
        yield name, render(f"edge-{name}", page=ROWS_PER_PAGE, **words)
    for field in refs:
        yield f"naming-{field}", render("edge-naming", field=field, page=ROWS_PER_PAGE, **words)


def _make_renderer() -> Any:
    loader = FileSystemLoader(TOOLS_FOLDER / "templates")
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False)  # noqa: S701  # Cypher, not HTML

    def render(name: str, **words: Any) -> str:
        return environment.get_template(f"{name}.cypher.j2").render(**words)

    return render


def write_query_texts() -> None:
    """Write every generated file, and remove the files of types that the vocabulary no longer has."""
    texts = generate_texts()
    for path in set(RECORDS_FOLDER.glob("*.cypher")) - set(texts):
        path.unlink()
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_query_texts()
