"""The addresses of the pages. Every link is made here, and keeps the day and the language of the page that it stands on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from model.language import Language
from model.vocabulary.flows import FlowKind

START, MAP, SYSTEM, DECISIONS, REPRESENTATION, YEAR, REVISIONS = (
    "/", "/karta", "/system", "/beslut", "/representation", "/arshjul", "/revisioner",
)  # fmt: skip
FINDINGS, SEARCH, GLOSSARY, ABOUT, ACCESSIBILITY, CHANGES, MUNICIPALITIES = (
    "/iakttagelser", "/sok", "/ordlista", "/om", "/tillganglighet", "/andringar", "/kommuner",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes links from a page: of its `path` with its `query`, on its day if one was asked for, in its language if not the usual.

    A parameter that is None is left out.
    """

    path: str
    query: Mapping[str, str]
    on: str | None = None
    language: Language | None = None

    def page(self, path: str, **parameters: str | int | None) -> str:
        """Return the address of a page."""
        kept = {"on": self.on, "lang": self.language}
        given = {name: value for name, value in (parameters | kept).items() if value is not None}
        return f"{path}?{urlencode(given)}" if given else path

    def party(self, id_: str) -> str:
        """Return the address of a party's page."""
        return self.page(f"/part/{quote(id_, safe='')}")

    def focus(self, id_: str, **parameters: str | int | None) -> str:
        """Return the address of the map's focus on a party."""
        return self.page(f"{MAP}/fokus/{quote(id_, safe='')}", **parameters)

    def decision(self, id_: str, assignment: str | None = None) -> str:
        """Return the address of a decision's page, at the lane of one of its assignments if given."""
        lane = f"#{quote(assignment, safe='')}" if assignment else ""
        return self.page(f"{DECISIONS}/{quote(id_, safe='')}") + lane

    def finding(self, id_: str) -> str:
        """Return the address of the page that explains a finding."""
        return self.page(f"{FINDINGS}/{quote(id_, safe='/+')}")

    def rule(self, rule: str) -> str:
        """Return the address of the list of a rule's findings."""
        return self.page(FINDINGS, rule=rule)

    def same(self, **changed: str | int | None) -> str:
        """Return the address of the page itself with some parameters changed; from its first rows on, if others are asked for."""
        kept = {name: value for name, value in self.query.items() if name not in ("after", "on", "lang")}
        return self.page(self.path, **(kept | changed))

    def switch_kind(self, kind: FlowKind, shown: Collection[FlowKind]) -> str:
        """Return the address of the page itself with a kind of flow hidden if it is among those `shown`, else shown, too."""
        kinds = [one for one in FlowKind if (one in shown) != (one == kind)]
        return self.same(kinds=",".join(kinds) if 0 < len(kinds) < len(FlowKind) else None)

    def on_day(self, day: str) -> str:
        """Return the address of the page itself as of another day."""
        return replace(self, on=day).same()

    def form(self, ending: str) -> str:
        """Return the address of the same content in another form: `json`, `csv`, `xlsx` or `svg`."""
        path = "/start" if self.path == START else self.path
        return self.page(f"{path}.{ending}", **{name: value for name, value in self.query.items() if name not in ("on", "lang")})

    def in_language(self, language: Language) -> str:
        """Return the address of the page in another language."""
        given = {name: value for name, value in self.query.items() if name != "lang"} | {"lang": language}
        return f"{self.path}?{urlencode(given)}"
