"""Twenty questions about the landscape that a person who sees nothing answers: by walking what a screen reader is told of the map.

A question is asked of one page. Its answer is read from the accessibility tree alone (roles and names), and held against
what follows from the records, or from the function of the question.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from model.vocabulary.actors import Function
from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.forums import Forum, Representation
from model.vocabulary.record import Certainty, Standing
from queries.flows.without import find_without
from queries.questions.decisions import find_stalled
from queries.questions.parameters import SeatRulesQuestion, StallsQuestion, UnrepresentedQuestion, WithoutQuestion
from queries.representation.seat_rules import answer_seat_rules
from queries.representation.unrepresented import find_unrepresented
from queries.server.graph import Graph
from tests.browser.accessible_tree import Node, read_tree
from tests.browser.conftest import Open
from tests.browser.test_served import serve_in_thread

DAY = "2026-11-30"
TRANSPORT, COORDINATOR = "branschforum-transport", "regional-samordnare"
MARKED, LINES = "Det som kartan märker ut", "Kartans linjer"
KINDS = "behov|leverans|begäran om stöd|beställning|information"
NEAR = "Vem föder vem kring Branschforum Transport"


@dataclass(frozen=True)
class Known:
    """What is known without the pages: the records, all and of the day, and the graph."""

    recorded: Contents
    contents: Contents
    graph: Graph

    def name(self, id_: str) -> str:
        """Return the name of a party."""
        party = self.contents.party(id_)
        assert party, id_
        return party.name

    def names(self, ids: Any) -> set[str]:
        """Return the names of parties."""
        return {self.name(id_) for id_ in ids}

    @property
    def flows(self) -> list[Flow]:
        """Return the flows of the day."""
        return list(self.contents.of(Flow).values())

    def stalled(self) -> list[Any]:
        """Return the assignments that stand still without doubt, as the balance list has them."""
        rows = find_stalled(self.graph, StallsQuestion(on=DAY, most=1000)).rows
        return [row for row in rows if row["late"] is not None and row["late"] > 0]

    def voices(self, area: str, level: str, how: str) -> set[str]:
        """Return who has a voice of that sort in an area."""
        question = UnrepresentedQuestion(on=DAY, area=area, level=level, most=1000)
        return {row["name"] for row in find_unrepresented(self.graph, question).rows if row["how"] == how}


@dataclass(frozen=True)
class Asked:
    """A question, the page that answers it, how the answer is read there, and what it must be."""

    words: str
    address: str
    read: Callable[[Node], Any]
    truth: Callable[[Known], Any]


def list_flow_names(tree: Node, party: str, column: int) -> set[str]:
    """Return with whom a party has flows, out of the table of the map: in column 2 who feeds it, in column 3 whom it feeds."""
    cells = next(row for row in tree.one("table").all("row") if row.parts[0].said == party).parts
    return {re.split(rf" [(](?:{KINDS})[:;)]", item.said)[0] for item in cells[column].all("listitem")}


def read_marked(tree: Node, said: str) -> set[str]:
    """Return the parties of which a lens says something."""
    return {name for name, words in tree.one("table", MARKED).rows() if re.match(said, words)}


def read_lines(tree: Node) -> list[list[str]]:
    """Return the lines of a lens: from, to, what is said, how many, days."""
    return tree.one("table", LINES).rows()


def read_near(tree: Node, steps: str, side: str) -> set[str]:
    """Return the parties at so many steps on one side of the party in focus."""
    return {row[0] for row in tree.one("table", NEAR).rows() if (row[1], row[2]) == (steps, side)}


def read_number(tree: Node, words: str) -> int:
    """Return the number that a link says before these words."""
    link = next(link.said for link in tree.all("link") if link.said.startswith(words))
    found = re.search(r"(\d+) fl", link)
    return int(found[1]) if found else 0


def walk_two_steps(known: Known) -> set[str]:
    """Return whom the transport forum feeds through one other party, and not itself."""
    near = {flow.target for flow in known.flows if flow.source == TRANSPORT}
    far = {flow.target for flow in known.flows if flow.source in near} - near - {TRANSPORT}
    return known.names(far)


def count_by_forum(known: Known) -> dict[str, int]:
    """Return how many assignments of each forum's decisions stand still."""
    return dict(Counter(row["forum_name"] for row in known.stalled() if row["forum"]))


def read_headings(tree: Node) -> dict[str, int]:
    """Return the headings that end in a number, such as forums with what stands still."""
    found = (re.fullmatch(r"(.*) \((\d+)\)", heading.said) for heading in tree.all("heading"))
    return {one[1]: int(one[2]) for one in found if one}


def find_losers(known: Known, how: str) -> set[str]:
    """Return who gets nothing of a kind, or not from its sources, without the coordinator."""
    rows = find_without(known.graph, WithoutQuestion(party=COORDINATOR, on=DAY, most=1000)).rows
    alone = {row["name"] for row in rows if row["how"] == "cut-off" and row["fed_by"] == [COORDINATOR]}
    return alone if how == "alone" else {row["name"] for row in rows if row["how"] == "cut-off"} - alone


def find_proposed(known: Known) -> set[str]:
    """Return the names of forums and functions that are proposed only."""
    both: list[Forum | Function] = [*known.contents.of(Forum).values(), *known.contents.of(Function).values()]
    return {one.name for one in both if one.standing == Standing.PROPOSED}


QUESTIONS = (
    Asked(
        "Vem föder den regionala samordnaren?",
        "/karta?view=table",
        lambda tree: list_flow_names(tree, "Regional samordnare", 2),
        lambda known: known.names(flow.source for flow in known.flows if flow.target == COORDINATOR),
    ),
    Asked(
        "Vilka föder Region Sörmland?",
        "/karta?view=table",
        lambda tree: list_flow_names(tree, "Region Sörmland", 3),
        lambda known: known.names(flow.target for flow in known.flows if flow.source == "region-sormland"),
    ),
    Asked(
        "Vad lämnar regeringen, och till vem?",
        "/karta?sel=regeringen",
        lambda tree: {item.said for item in tree.one("complementary").all("listitem") if "behov: " in item.said and item.text},
        lambda known: {f"behov: {flow.carries}" for flow in known.flows if flow.source == "regeringen"},
    ),
    Asked(
        "Hur många flöden är bara föreslagna?",
        "/karta?view=table",
        lambda tree: sum(
            bool(re.search("; föreslagen", item.said))
            for row in tree.one("table").all("row")
            for cell in row.parts[3:4]
            for item in cell.all("listitem")
        ),
        lambda known: sum(flow.standing == Standing.PROPOSED for flow in known.flows),
    ),
    Asked(
        "Vem föder branschforum Transport direkt?",
        f"/karta/fokus/{TRANSPORT}?steg=2",
        lambda tree: read_near(tree, "1", "föder den"),
        lambda known: known.names(flow.source for flow in known.flows if flow.target == TRANSPORT),
    ),
    Asked(
        "Vilka når branschforum Transport först i andra steget?",
        f"/karta/fokus/{TRANSPORT}?steg=2",
        lambda tree: read_near(tree, "2", "föds av den"),
        walk_two_steps,
    ),
    Asked(
        "Vad beställer branschforum Transport av sitt arbetsutskott?",
        f"/karta/fokus/{TRANSPORT}?steg=2",
        lambda tree: {
            row[4]
            for row in tree.one("table", NEAR).rows()
            if row[0].startswith("Arbetsutskott") and (row[1], row[3]) == ("1", "beställning")
        },
        lambda known: {
            flow.carries
            for flow in known.flows
            if (flow.source, flow.target, flow.kind) == (TRANSPORT, "arbetsutskott-transport", FlowKind.ORDER)
        },
    ),
    Asked(
        "Vilka forums beslut står stilla, och hur många?",
        "/karta/beslut",
        read_headings,
        count_by_forum,
    ),
    Asked(
        "Vad sitter fast mellan branschforum Transport och verkstaden i Vingåker, och sedan hur många dagar?",
        "/karta/beslut",
        lambda tree: [
            (row[3], row[4]) for row in read_lines(tree) if "Transport" in row[0] and row[1].endswith("verkstad Vingåker")
        ],
        lambda known: [
            ("1", str(row["days"]))
            for row in known.stalled()
            if (row["forum"], row["party"]) == (TRANSPORT, "lokal-kompetensverkstad-vingaker")
        ],
    ),
    Asked(
        "Hos vilka har det stått längst?",
        "/karta/beslut",
        lambda tree: max(read_lines(tree), key=lambda row: int(row[4]))[1],
        lambda known: max((row for row in known.stalled() if row["forum"]), key=lambda row: row["days"])["addressee"],
    ),
    Asked(
        "Vilka saknar känd röst i förberedande insatser, regionalt?",
        "/karta/representation?area=forberedande-insatser&level=regional",
        lambda tree: read_marked(tree, "inte företrädd"),
        lambda known: known.voices("forberedande-insatser", "regional", "none"),
    ),
    Asked(
        "Om vilka vet man inte om de har en röst i utbildning & matchning?",
        "/karta/representation?area=utbildning-matchning&level=regional",
        lambda tree: read_marked(tree, "okänt"),
        lambda known: known.voices("utbildning-matchning", "regional", "unknown"),
    ),
    Asked(
        "Vem talar för Eskilstuna kommun?",
        "/part/eskilstuna-kommun",
        lambda tree: {
            link.said
            for paragraph in tree.one("region", "Representation").all("paragraph")
            if paragraph.said.startswith("Företräds av")
            for link in paragraph.all("link")
        },
        lambda known: known.names(
            one.source for one in known.contents.of(Representation).values() if one.target == "eskilstuna-kommun"
        ),
    ),
    Asked(
        "Vilka regler bryter styrgruppen YH Automation mot?",
        "/part/exempel-yh-styrgrupp",
        lambda tree: {
            re.findall("”(.*?)”", item.said)[0]
            for item in tree.one("region", "Iakttagelser").all("listitem")
            if "uppfyller inte" in item.said
        },
        lambda known: {
            row["rule_name"]
            for row in answer_seat_rules(known.graph, SeatRulesQuestion(on=DAY, most=1000)).rows
            if (row["forum"], row["state"]) == ("exempel-yh-styrgrupp", "broken")
        },
    ),
    Asked(
        "Vilka uppgifter är osäkra?",
        "/karta/sakerhet",
        lambda tree: read_marked(tree, "(.*, )?osäkert"),
        lambda known: {one.name for one in known.contents.parties() if one.certainty == Certainty.UNCERTAIN},
    ),
    Asked(
        "Vilka forum och funktioner är bara föreslagna?",
        "/karta/sakerhet",
        lambda tree: read_marked(tree, "bara föreslaget"),
        find_proposed,
    ),
    Asked(
        "Vad började mellan 2008 och 2009?",
        "/karta/forandring?on=2009-01-01&mot=2008-01-01",
        lambda tree: read_marked(tree, "tillkom"),
        lambda known: {one.name for one in known.recorded.parties() if one.valid_from and "2008" <= one.valid_from < "2009"},
    ),
    Asked(
        "Vilka får ingenting alls utan den regionala samordnaren?",
        f"/karta/sarbarhet?utan={COORDINATOR}",
        lambda tree: read_marked(tree, "får ingen"),
        lambda known: find_losers(known, "alone"),
    ),
    Asked(
        "Hur många beslut står stilla mellan forum i systemet?",
        "/system",
        lambda tree: sum(
            int(found[1]) for link in tree.all("link") if (found := re.search(r"(\d+) beslut står stilla", link.said))
        ),
        lambda known: sum(
            bool(row["forum"] and (to := known.contents.of(Forum).get(row["party"])) and to.area) for row in known.stalled()
        ),
    ),
    Asked(
        "Hur många beställningar går från branschforum till lokala kompetensverkstäder?",
        "/system",
        lambda tree: read_number(tree, "beställning från Branschforum till Lokala kompetensverkstäder"),
        lambda known: sum(
            flow.kind == FlowKind.ORDER
            and flow.source.startswith("branschforum-")
            and flow.target.startswith("lokal-kompetensverkstad")
            for flow in known.flows
        ),
    ),
)


@pytest.fixture(scope="module")
def home(sormland_graph: Graph) -> Iterator[str]:
    """Yield the address of the pages of Sörmland."""
    with serve_in_thread(sormland_graph, 8865) as address:
        yield address


def test_twenty_questions_are_answered_from_the_accessibility_tree_alone(
    open_page: Open, home: str, sormland_graph: Graph, with_examples: Contents
) -> None:
    known = Known(with_examples, with_examples.on(DAY), sormland_graph)
    page, trees, wrong = open_page(f"{home}/om"), {}, {}
    for asked in QUESTIONS:
        if asked.address not in trees:
            page.goto(f"{home}{asked.address}{'&' if '?' in asked.address else '?'}lang=sv" + _on_day(asked.address))
            if "/karta?" in asked.address:
                page.wait_for_selector("body[data-drawn]", state="attached")
            trees[asked.address] = read_tree(page)
        answer, truth = asked.read(trees[asked.address]), asked.truth(known)
        if answer != truth or not answer:
            wrong[asked.words] = (answer, truth)
    assert not wrong, "\n".join(f"{words} Läst: {read}. Sant: {true}." for words, (read, true) in wrong.items())
    assert len(QUESTIONS) == 20


def _on_day(address: str) -> str:
    """Return what asks for the day of the questions, where an address does not ask for another."""
    return "" if "on=" in address else f"&on={DAY}"
