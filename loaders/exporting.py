"""The landscape as files for others: workbook, folder of CSV and JSON load again; GraphML and GEXF are for other programs."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from loaders.csv_writing import write_folder
from loaders.graph_files import write_gexf, write_graphml
from loaders.json_file import write_json
from loaders.workbook_writing import write_workbook
from model.contents import Contents
from model.errors import Conflict
from model.language import Language, Text
from model.record import Record
from queries.graph import Graph
from queries.journal import Head, head
from queries.registers import read_contents

TRIES = 5
Writer = Callable[[Path, Contents, Head, Language], None]

FORMATS: Mapping[str, Writer] = MappingProxyType(
    {
        ".xlsx": lambda path, contents, stamp, language: write_workbook(path, _by_type(contents), stamp, language),
        ".json": lambda path, contents, stamp, _language: write_json(path, _by_type(contents), stamp),
        ".graphml": lambda path, contents, _stamp, _language: write_graphml(contents, path),
        ".gexf": lambda path, contents, _stamp, _language: write_gexf(contents, path),
        "": lambda path, contents, stamp, _language: write_folder(path, _by_type(contents), stamp),
    }
)
"""What writes each kind of file, by its ending; a name without one is a folder of CSV files."""


def _by_type(contents: Contents) -> Callable[[type[Record]], Iterable[Record]]:
    return lambda type_: contents.of(type_).values()


def landscape_now(graph: Graph) -> tuple[Contents, Head]:
    """The landscape of one moment, and the journal's head at it. Raises Conflict when others never stop changing it."""
    for _try in range(TRIES):
        before = head(graph)
        contents = read_contents(graph)
        if head(graph) == before:
            return contents, before
    raise Conflict(Text("others keep changing the landscape"), Text("Try again in a moment."))
