"""Random views to lay out."""

from random import Random

from hypothesis import strategies as st

from model.vocabulary.flows import FlowKind
from model.vocabulary.registers import Colour
from viz.style.geometry import AreaHeading, Box, FlowLine, Heading, MapView

WORDS = (
    *("Arbetsförmedlingen", "Näringslivsnätverk", "Kompetensråd", "Region", "Högskolan", "Gymnasieskolor", "Branschforum"),
    *("Vuxenutbildning", "Samordningsförbundet", "Studieförbunden", "Etableringsrådet", "Omställning", "&", "IF", "Metall"),
    *("Lokala", "kompetensverkstäder", "Kommunernas", "Myndigheten", "Transport"),
)
KINDS = tuple(FlowKind)


def random_view(seed: int, boxes: int, lines: int, columns: int = 5, rows: int = 4, areas: int = 3, longest: int = 3) -> MapView:
    """Return a view with so many boxes and at most so many lines. The same arguments give the same view."""
    chance = Random(seed)
    tracks = [f"column-{n}" for n in range(columns)]
    panels = [f"area-{n}" for n in range(areas)]
    levels = [f"row-{n}" for n in range(rows)]
    forum_levels = levels[rows // 2 :][:2] if areas else []
    placed = tuple(_make_box(chance, n, tracks, panels, levels, forum_levels, longest) for n in range(boxes))
    pairs = [chance.sample(range(boxes), 2) for _ in range(lines)] if boxes > 1 else []
    joined = {(source, target, chance.choice(KINDS)) for source, target in pairs}
    return MapView(
        title="Ett landskap",
        subtitle="påhittat",
        columns=tuple(Heading(id_, f"Aktörstyp {id_}") for id_ in tracks),
        rows=tuple(Heading(id_, id_.title()) for id_ in levels),
        forum_rows=tuple(Heading(id_, f"Forum, {id_}") for id_ in forum_levels),
        areas=tuple(AreaHeading(id_, "Utbildning & Matchning", list(Colour)[n % 5]) for n, id_ in enumerate(panels)),
        boxes=placed,
        lines=tuple(_make_line(chance, placed[one].id, placed[other].id, kind) for one, other, kind in sorted(joined)),
        band_after=rows // 2 if areas else 0,
    )


def sizes(most: int = 60) -> st.SearchStrategy[dict[str, int]]:
    """Return a strategy for the arguments of `random_view`."""
    return st.fixed_dictionaries(
        {
            "seed": st.integers(0, 2**32),
            "boxes": st.integers(0, most),
            "lines": st.integers(0, most * 2),
            "columns": st.integers(1, 7),
            "rows": st.integers(1, 6),
            "areas": st.sampled_from((0, 1, 3, 4)),
            "longest": st.integers(1, 6),
        }
    )


def _make_box(
    chance: Random, number: int, tracks: list[str], panels: list[str], levels: list[str], forum_levels: list[str], longest: int
) -> Box:
    banded = bool(forum_levels) and chance.random() < 0.2
    count = chance.choice((1, 1, 1, 1, 7, 4321))
    shape = chance.choice(("actor", "actor", "forum", "function"))
    return Box(
        id=f"box-{number}",
        name="namn",
        label=" ".join(chance.choices(WORDS, k=chance.randint(1, longest))),
        shape="stack" if count > 1 else shape,  # type: ignore[arg-type]  # chosen among the shapes
        stacked_shape=shape,  # type: ignore[arg-type]  # chosen among the shapes
        column=None if banded else chance.choice(tracks),
        area=chance.choice(panels) if banded else None,
        row=chance.choice(forum_levels if banded else levels),
        members=tuple(f"party-{number}-{member}" for member in range(count)),
        proposed=chance.choice((0, count, count // 2)),
        examples=int(chance.random() < 0.1),
        within=chance.choice((0, 3, 4321)) if count > 1 else 0,
    )


def _make_line(chance: Random, source: str, target: str, kind: FlowKind) -> FlowLine:
    return FlowLine(f"{source}>{target}>{kind}", source, target, kind, ("one", "two"), chance.randint(0, 2))
