"""A change is made once and reported truly, also when the connection breaks meanwhile."""

import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from model.changes.operations import ChangeSet, Reason, build_creation
from model.errors import GraphUnavailable, QueryTooSlow
from queries.archive.publishing import find_revision, publish_revision
from queries.archive.verify import verify_journal
from queries.journal.journal import apply_change, read_entries, read_head
from queries.landscape.registers import read_contents
from queries.server.graph import Graph, Transaction
from tests.graphs import put
from tests.landscapes import actor, landscape
from tests.lossy_wire import open_far_away


@pytest.mark.parametrize("nth", range(3), ids=["reading the head", "reading the landscape", "writing"])
def test_a_change_whose_answer_is_lost_is_not_made_again(graph: Graph, nth: int) -> None:
    put(graph, landscape())
    with open_far_away(graph, nth) as far:
        made = apply_change(far, Reason("tests", "one more"), lambda now: [build_creation(actor(f"a{len(now)}"))])
    assert made
    assert [entry["hash"] for entry in read_entries(graph)][:-1] == [made.hash]
    assert len(read_contents(graph)) == len(landscape()) + 1


def one_more(graph: Graph, when: Callable[[Transaction], None] | None = None) -> ChangeSet | None:
    return apply_change(graph, Reason("tests", "one more"), lambda now: [build_creation(actor(f"a{len(now)}"))], when)


def test_that_the_graph_went_away_is_told_with_what_became_of_the_change(graph: Graph) -> None:
    put(graph, landscape())
    with open_far_away(graph, 0, for_good=True) as far, pytest.raises(GraphUnavailable, match="; nothing was written"):
        one_more(far)
    assert read_head(graph).number == 1


def test_no_change_is_entered_before_the_last_one(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, landscape())
    with monkeypatch.context() as patch:
        patch.setattr("queries.journal.journal.utc_now", lambda: "2099-01-01T12:00:00Z")
        one_more(graph)
    one_more(graph)
    publish_revision(graph, "tests", "after the clock was put right")
    assert [entry["at"] for entry in read_entries(graph)][:3] == ["2099-01-01T12:00:00Z"] * 3
    assert find_revision(graph).at == "2099-01-01T12:00:00Z"
    assert verify_journal(graph).sound


def press_ctrl_c(transaction: Transaction | None = None) -> None:
    ident = threading.main_thread().ident
    assert ident
    signal.pthread_kill(ident, signal.SIGINT)
    if transaction:
        transaction._aborted.wait(10)  # the main thread has noticed it
    else:
        time.sleep(0.3)  # it notices, while the interrupted work goes on


def test_ctrl_c_breaks_off_a_change(graph: Graph) -> None:
    put(graph, landscape())
    with pytest.raises(KeyboardInterrupt):
        one_more(graph, press_ctrl_c)
    assert (read_head(graph).number, read_contents(graph)) == (1, landscape())


def test_ctrl_c_when_a_change_is_being_kept_comes_too_late(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    done = Transaction.finish

    def pressed(transaction: Transaction, work: Callable[[Transaction], object]) -> object:
        result = done(transaction, work)
        press_ctrl_c()
        return result

    put(graph, landscape())
    monkeypatch.setattr(Transaction, "finish", pressed)
    made = one_more(graph)
    assert made
    assert read_head(graph).hash == made.hash


def test_a_change_whose_time_is_up_is_not_made(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, landscape())
    monkeypatch.setattr(graph, "_settings", replace(graph._settings, write_seconds=2))
    with pytest.raises(QueryTooSlow):
        one_more(graph, lambda _transaction: time.sleep(2.5))
    assert (read_head(graph).number, read_contents(graph)) == (1, landscape())
