"""The graph: declared calls, limits, time limits, and no partial writes."""

import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

import queries.server.graph as module
from model.changes.operations import Reason, build_creation
from model.errors import CatalogueError, Conflict, InputError, QueryTooSlow
from model.language import Text
from queries.journal.journal import apply_change, read_entries
from queries.landscape.registers import read_contents
from queries.server.address import LocalAddress, ServerAddress, parse_address
from queries.server.catalogue import Query, find_query
from queries.server.graph import Graph, Transaction
from queries.server.settings import Settings
from tests.landscapes import BASE, actor


def add(graph: Graph, *ids: str) -> None:
    apply_change(graph, Reason("tests", "add"), lambda now: [build_creation(actor(id_)) for id_ in ids if not now.party(id_)])


@pytest.fixture
def base(graph: Graph) -> Graph:
    """Return a graph with the base registers."""
    apply_change(graph, Reason("tests", "base"), lambda _now: [build_creation(record) for record in BASE])
    return graph


def test_what_is_written_is_read(base: Graph) -> None:
    add(base, "a", "b")
    assert set(read_contents(base).of(type(actor("a")))) == {"a", "b"}
    assert [entry["number"] for entry in read_entries(base)] == [2, 1]


def test_the_journal_is_a_chain(base: Graph) -> None:
    add(base, "a")
    newest, first = read_entries(base)
    assert newest["previous"] == first["hash"]
    assert first["previous"] == "0" * 64


def test_an_error_in_a_change_leaves_nothing(base: Graph) -> None:
    before = (read_contents(base), read_entries(base))

    def break_off(_transaction: Transaction) -> None:
        raise InputError(Text("broken off"), ())

    with pytest.raises(InputError):
        apply_change(base, Reason("tests", "x"), lambda _now: [build_creation(actor("a"))], break_off)
    assert (read_contents(base), read_entries(base)) == before


def test_two_writers_at_once_both_succeed(base: Graph) -> None:
    failed: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for n in range(4):
                add(base, f"{name}{n}")
        except BaseException as error:  # seen in the other thread
            failed.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("x", "y")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [error for error in failed if not isinstance(error, Conflict)] == []
    made = set(read_contents(base).of(type(actor("a"))))
    assert made >= {"x0", "y0"}
    assert [entry["number"] for entry in read_entries(base)] == list(range(len(made) + 1, 0, -1))


def test_a_call_that_is_not_as_declared_is_refused(local_graph: Graph) -> None:
    for name, parameters in [
        ("parties/of-id", {}),
        ("parties/of-id", {"id": "x", "more": 1}),
        ("changes/record", {}),
        ("nothing", {}),
    ]:
        with pytest.raises(CatalogueError):
            local_graph.read(name, **parameters)


def test_a_limit_cuts_and_says_so(local_graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    add_base = [build_creation(record) for record in BASE]
    apply_change(
        local_graph, Reason("tests", "base"), lambda now: [item for item in add_base if not now.find(item.type, item.id)]
    )
    add(local_graph, "a", "b", "c")
    cut = replace(find_query("parties/names"), limit=2)
    monkeypatch.setattr(module, "find_query", lambda _name: cut)
    rows = local_graph.read("parties/names", after="", most=10)
    assert (len(rows.rows), rows.cut) == (2, True)


def test_a_question_that_takes_too_long_is_given_up(local_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the local server, which has no time limit of its own, with a query that is really slow."""
    text = (Path(__file__).parent.parent / "slow.cypher.txt").read_text(encoding="utf-8")
    slow = Query("slow", "slow", "reads", text, {}, {"n": "number"}, 1)
    monkeypatch.setattr(module, "find_query", lambda _name: slow)
    with pytest.raises(QueryTooSlow), Graph.open(LocalAddress(local_folder), Settings(read_seconds=0.2)) as graph:
        graph.read("slow")


def test_after_a_question_that_was_given_up_it_is_let_go_of_without_a_fault(local_folder: Path) -> None:
    """The driver does not serve two threads at once: it is closed when the abandoned question is answered."""
    for tenths in range(1, 40):
        with Graph.open(LocalAddress(local_folder)) as graph:
            graph._settings = Settings(read_seconds=tenths / 10_000)
            with suppress(QueryTooSlow):
                graph.read("changes/head")


@pytest.mark.parametrize("written", ["\ufeffhemligt\r\n", "\n \nhemligt \n", "hemligt"], ids=["BOM", "blank lines", "no end"])
def test_a_password_is_what_its_file_says_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str) -> None:
    (tmp_path / "password").write_text(written, encoding="utf-8")
    monkeypatch.setenv("LANDSKAP_NEO4J_PASSWORD_FILE", str(tmp_path / "password"))
    address = parse_address("bolt://graf.example")
    assert isinstance(address, ServerAddress)
    assert address.password == "hemligt"


@pytest.mark.parametrize(("written", "said"), [(b" \n", "is empty"), (b"\xff\xfeh\x00", "cannot be read")])
def test_a_password_file_that_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: bytes, said: str) -> None:
    (tmp_path / "password").write_bytes(written)
    monkeypatch.setenv("LANDSKAP_NEO4J_PASSWORD_FILE", str(tmp_path / "password"))
    with pytest.raises(InputError, match=said):
        parse_address("bolt://graf.example")


def test_addresses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert parse_address("/tmp/x") == LocalAddress(Path("/tmp/x"))
    (tmp_path / "password").write_text("hemligt\n", encoding="utf-8")
    monkeypatch.setenv("LANDSKAP_NEO4J_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("LANDSKAP_NEO4J_DATABASE", "sormland")
    expected = ServerAddress("neo4j+s://graf.example", "neo4j", "hemligt", "sormland", password_file=tmp_path / "password")
    assert parse_address("neo4j+s://graf.example") == expected
    monkeypatch.setenv("LANDSKAP_NEO4J_DATABASE", "System")
    with pytest.raises(InputError, match="'System' is the server's own"):
        parse_address("bolt://graf.example")
    monkeypatch.delenv("LANDSKAP_NEO4J_DATABASE")
    with pytest.raises(InputError, match="not the address"):
        parse_address("https://graf.example")
    monkeypatch.setenv("LANDSKAP_NEO4J_PASSWORD_FILE", str(tmp_path / "borta"))
    with pytest.raises(InputError, match="cannot be read"):
        parse_address("bolt://graf.example")
