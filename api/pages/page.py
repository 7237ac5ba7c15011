"""A page: what was asked, what its template shows, and the same content as data.

A page is made by a function from `Asked` to `WebPage`, registered in `api/web/pages.py`.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import Any, Generic, TypeVar, get_origin
from urllib.parse import urlencode, urljoin

from pydantic import ValidationError

from api.pages.addresses import Addresses
from api.pages.frame import Frame, read_frame
from api.terminal.question_faults import build_parameter_error, explain_faults
from api.terminal.session import parse_day
from loaders.reports.data_tables import DataTable
from model.language import DATA_LANGUAGE, Language, Localizable
from model.text.timestamps import start_of_day
from queries.questions.parameters import Question
from queries.server.background import WorkState, name_task
from queries.server.graph import Graph
from viz.web.assets import address_of_asset
from viz.web.templating import build_environment

_T = TypeVar("_T")
_Q = TypeVar("_Q", bound=Hashable)
MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "nq": "application/n-quads",
    "ics": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
"""The forms in which a page can be had besides HTML, by the ending of its address."""


class Elsewhere(Exception):
    """Raised where what was asked for is at another address of ours, for good if that is `permanent`."""

    def __init__(self, address: str, permanent: bool = False) -> None:
        super().__init__(address)
        self.address, self.permanent = address, permanent


@dataclass(frozen=True, slots=True)
class Worked(Generic[_T]):
    """What is ready of an answer, and the name under which open pages are told that the rest is."""

    state: WorkState[_T]
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of a page: the graph, the language, the parameters of the address, and its part after the path.

    `on` is the day of the page. `id_` is the id in the path of pages of one thing. `ending` is that of the form that is
    asked for, empty for HTML. `paths` are those of all pages. `version` is the landscape's.
    """

    graph: Graph
    language: Language
    path: str
    query: Mapping[str, str]
    id_: str = ""
    usual_language: Language = DATA_LANGUAGE
    ending: str = ""
    paths: Collection[str] = ()
    version: str = ""

    @property
    def on(self) -> str:
        """Return the day of the page. Raises NotUnderstood."""
        return parse_day(self.query.get("on") or None)

    def work_out(self, name: str, question: _Q, begin: Callable[[Graph, _Q], Iterator[WorkState[_T]]]) -> Worked[_T]:
        """Return what is ready of an answer that takes long; the rest is worked out in the background."""
        key = (name, question)
        return Worked(self.graph.background.ask(key, lambda: begin(self.graph, question)), name_task(key))

    @property
    def frame(self) -> Frame:
        """Return what every page says of the landscape."""
        return read_frame(self.graph)

    @property
    def link(self) -> Addresses:
        """Return the maker of this page's links."""
        language = None if self.language == self.usual_language else self.language
        return Addresses(self.path, self.query, self.query.get("on") or None, language)

    def question(self, model: type[Question], **fixed: Any) -> Any:
        """Return the question that the parameters of the address ask, with some of its fields fixed. Raises NotUnderstood.

        Parameters that are none of the question's are the page's own.
        """
        given = {name: value for name, value in self.query.items() if value and name in model.model_fields}
        many = {
            name: tuple(value.split(","))
            for name, value in given.items()
            if get_origin(model.model_fields[name].annotation) is tuple
        }
        try:
            return model.model_validate({"on": self.on} | given | many | fixed)
        except ValidationError as error:
            raise build_parameter_error([*explain_faults(model, error.errors())]) from error


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of the page's feed: its id on the page, its time (ISO 8601), title, text and author.

    `address` is where it leads, if not to its place on the page.
    """

    id: str
    at: str
    title: Localizable
    text: Localizable
    who: str
    address: str = ""


class LazyData(Mapping[str, Any]):
    """The content of a page as data, made when it is first looked at: most readers ask for the page."""

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._make = make

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        return self._make()

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page. `content` is what its template gets, `data` the same as plain JSON values.

    `tables` are its rows for CSV (the first) and a workbook (all), `entries` those of its Atom feed. `files` writes forms that
    are not made of these, by their ending, such as its drawing and the balance list's own workbook. `worked` are the answers that
    may not be ready yet; then the page says so.
    """

    template: str
    title: Localizable
    content: Mapping[str, Any]
    data: Mapping[str, Any]
    section: str = ""
    tables: Sequence[DataTable] = ()
    files: Mapping[str, Callable[[Path], object]] = field(default_factory=dict)
    entries: Sequence[FeedEntry] = ()
    is_feed: bool = False
    styles: Sequence[str] = ()
    scripts: Sequence[str] = ()
    status: int = HTTPStatus.OK
    worked: Sequence[Worked[Any]] = ()

    @property
    def unfinished(self) -> Worked[Any] | None:
        """Return the answer that is not ready yet, if there is one."""
        return next((one for one in self.worked if one.state.left), None)

    def endings(self) -> list[str]:
        """Return the forms in which the page can be had besides HTML."""
        made = {"csv": bool(self.tables), "xlsx": bool(self.tables), "atom": self.is_feed or bool(self.entries)}
        return ["json", *(ending for ending in MEDIA_TYPES if made.get(ending) or ending in self.files)]


def render_page(asked: Asked, page: WebPage) -> str:
    """Return the page as HTML."""
    template = build_environment(asked.language).get_template(f"pages/{page.template}.html.j2")
    return template.render(
        **page.content,
        page=page,
        title=page.title.in_(asked.language),
        frame=asked.frame,
        version=asked.version,
        on=asked.on,
        link=asked.link,
        query=asked.query,
        asset=address_of_asset,
        SECTIONS=asked.paths,
        MEDIA_TYPES=MEDIA_TYPES,
        free_text="" if asked.language == DATA_LANGUAGE else DATA_LANGUAGE,
    )


def render_feed(asked: Asked, page: WebPage, home: str) -> str:
    """Return the page's entries as an Atom feed (RFC 4287); `home` is the address under which the pages are served."""
    landscape = asked.frame.landscape
    chosen = {name: value for name, value in sorted(asked.query.items()) if value and name not in ("on", "lang", "since")}
    return (
        build_environment(asked.language)
        .get_template("feed.xml.j2")
        .render(
            title=page.title.in_(asked.language),
            id=urljoin(landscape.base_iri if landscape else home, asked.path.lstrip("/"))
            + (f"?{urlencode(chosen)}" if chosen else ""),
            updated=max((entry.at for entry in page.entries), default=start_of_day(asked.on)),
            own=urljoin(home, asked.link.form("atom")),
            page=urljoin(home, asked.link.same()),
            entries=page.entries,
            addresses=[urljoin(home, entry.address or f"{asked.link.same()}#{entry.id}") for entry in page.entries],
        )
    )
