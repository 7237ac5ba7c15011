"""Export the landscape: workbook, folder of CSV files and JSON can be loaded again; the other formats are for other programs.

GraphML and GEXF hold the landscape, OCEL the trail of its decisions. All but GraphML and GEXF are written while the graph is
read, a page at a time, so that memory does not grow with them.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from loaders.event_logs.trail_writer import write_trail
from loaders.text_files.csv_writer import write_folder
from loaders.text_files.graph_files import write_gexf, write_graphml
from loaders.text_files.json_file import write_json
from loaders.workbook.writer import RecordsOfType, write_workbook
from model.changes.chain import Head
from model.language import Language, Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES
from queries.archive.archive import GraphArchive
from queries.landscape.registers import read_undisturbed
from queries.server.graph import Graph

ExportWriter = Callable[[Path, RecordsOfType, Head, Language], None]

WRITERS: Mapping[str, ExportWriter] = MappingProxyType(
    {
        ".xlsx": write_workbook,
        ".json": lambda path, registers, head, _language: write_json(path, registers, head),
        ".graphml": lambda path, registers, _head, _language: write_graphml(_collect_records(registers), path),
        ".gexf": lambda path, registers, _head, _language: write_gexf(_collect_records(registers), path),
        ".jsonocel": lambda path, registers, _head, _language: write_trail(path, registers),
        ".ocel.json": lambda path, registers, _head, _language: write_trail(path, registers),
        "": lambda path, registers, head, _language: write_folder(path, registers, head),
    }
)
"""File ending → the function that writes such a file; a name without an ending is a folder of CSV files."""


def _collect_records(registers: RecordsOfType) -> Contents:
    return Contents(record for type_ in TYPES.values() for record in registers(type_))


def export_landscape(
    graph: Graph, path: Path, write: ExportWriter, language: Language, tell: ProgressCallback = ignore_progress
) -> None:
    """Write the landscape of one moment to `path`, with the journal's head. Starts again if the landscape changes meanwhile.

    Raises Conflict if others never stop changing it; GraphError while a large change, a restore or a copy is being written.
    """

    def attempt() -> None:
        archive = GraphArchive(graph)
        counts = archive.counts()

        def read_records(type_: type[Record]) -> Iterable[Record]:
            progress = Text("Writing {what}", what=type_.plural)
            return report_progress(archive.records(type_), tell, progress, counts.get(type_.label, 0))

        write(path, read_records, archive.head(), language)

    read_undisturbed(graph, attempt)
