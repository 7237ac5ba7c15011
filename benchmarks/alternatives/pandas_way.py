"""Everything in memory: a pandas table per file, with days as timestamps and ids as categories."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.alternatives import FeedAnswer, RepresentationAnswer, StallAnswer

TRAIL = ("taken", "communicated", "line_decision", "executed", "reported_back")
ORDER = (*TRAIL, "held", "deferred", "extended", "resumed", "rejected", "superseded")
PAUSES = ("held", "deferred")
ENDINGS = ("reported_back", "rejected", "superseded")
VALIDITY = ("valid_from", "valid_to")
DAYS = (*VALIDITY, "taken_on", "due", "on", "until")
PARTIES = ("source", "target", "forum", "holder", "on_behalf_of")
"""Columns that hold the id of a party, or of an area."""
EARLIEST, LATEST = pd.Timestamp(1900, 1, 1), pd.Timestamp(2200, 12, 31)


class PandasWay:
    """A landscape as tables; `load` reads it from a folder of CSV files."""

    def __init__(self, folder: Path) -> None:
        self.parties = _read_parties(folder)
        self.flows = _read_flows(folder, self.parties)
        self.dated, self.at_step = _find_open(folder)
        norms = _read_table(folder, "step_norm", "step", "days", "example", *VALIDITY)
        self.norms = norms.assign(days=norms["days"].astype(int), example=norms["example"] == "ja")
        self.forums = _read_table(folder, "forum", "id", "area", "level", *VALIDITY)
        seats = _read_table(folder, "seat", "forum", "holder", "position", "on_behalf_of", "certainty", *VALIDITY)
        self.seats = seats.assign(certain=seats["certainty"].fillna("certain") == "certain").drop(columns="certainty")
        self.represented = _read_table(folder, "representation", "source", "target", *VALIDITY)
        involved = _read_table(folder, "involvement", "source", "target", *VALIDITY)
        self.involved = involved.join(self.parties.add_prefix("source_"), on="source").sort_values("source")

    @classmethod
    def load(cls, folder: Path) -> "PandasWay":
        """The landscape that the folder holds."""
        return cls(folder)

    def feeds(self, party: str, on: str, hops: int) -> list[FeedAnswer]:
        """As `Way.feeds`."""
        day = pd.Timestamp(on)
        flows = self.flows[_is_valid(self.flows, day)]
        up, down = (
            _find_reached(flows, "target", "source", party, day, hops),
            _find_reached(flows, "source", "target", party, day, hops),
        )
        return sorted([*(("up", *found) for found in up), *(("down", *found) for found in down)])

    def stalls(self, on: str, most: int) -> list[StallAnswer]:
        """As `Way.stalls`."""
        day = pd.Timestamp(on)
        late = self.at_step.join(self._usual_days(day), on=["step", "example"], how="inner")
        late["due"] = late["since"] + pd.to_timedelta(late["days"], unit="D")
        found = pd.concat([_find_past_due(self.dated, day), _find_past_due(late, day)]).sort_values(["due", "id"]).head(most)
        due = found["due"].dt.strftime("%Y-%m-%d")
        return list(zip(found["id"], due, (day - found["due"]).dt.days.tolist(), strict=True))

    def _usual_days(self, day: pd.Timestamp) -> "pd.Series[int]":
        """Days by step, and by whether the assignment is invented: an invented norm counts for invented ones only."""
        norms = self.norms[_is_valid(self.norms, day)]
        real = norms[~norms["example"]]
        return pd.concat([real, norms.assign(example=True)]).groupby(["step", "example"])["days"].min()

    def unrepresented(self, area: str, level: str, on: str, most: int) -> list[RepresentationAnswer]:
        """As `Way.unrepresented`."""
        day = pd.Timestamp(on)
        forums = self.forums[(self.forums["area"] == area) & (self.forums["level"] == level) & _is_valid(self.forums, day)]
        if forums.empty:
            return []
        seats = self.seats[self.seats["forum"].isin(forums["id"]) & _is_valid(self.seats, day)]
        concerned = self.involved[self.involved["target"] == area]
        actors = concerned[_is_valid(concerned, day) & _is_valid(concerned, day, "source_")]["source"].head(most)
        recorded = forums["id"].isin(seats[seats["certain"]]["forum"]).all()
        how = pd.Series("none" if recorded else "unknown", actors.index)
        held = seats[seats["holder"].notna()].join(self.parties.add_prefix("holder_"), on="holder")
        held = held[_is_valid(held, day, "holder_")]
        ordinary = held[held["position"].fillna("member") != "deputy"]
        how = how.mask(actors.isin(held["holder"]) | self._by_network(actors, held, day), "deputy")
        how = how.mask(self._by_network(actors, ordinary, day), "network").mask(actors.isin(ordinary["holder"]), "direct")
        return list(zip(actors, how, strict=True))

    def _by_network(self, actors: "pd.Series[str]", held: pd.DataFrame, day: pd.Timestamp) -> "pd.Series[bool]":
        """Which of the actors have somebody who sits on their behalf, or a network that sits."""
        through = self.represented[self.represented["source"].isin(held["holder"]) & _is_valid(self.represented, day)]
        return actors.isin(held["on_behalf_of"].dropna()) | actors.isin(through["target"])


def _read_table(folder: Path, stem: str, *columns: str) -> pd.DataFrame:
    """The columns of a file, as they are asked about; empty where the file has none of that name, or where there is no file."""
    path, wanted = folder / f"{stem}.csv", list(columns)
    if path.is_file():
        read = pd.read_csv(
            path, sep=";", dtype="str", usecols=lambda name: name in wanted, encoding="utf-8-sig", keep_default_na=False
        )
    else:
        read = pd.DataFrame(columns=wanted, dtype="str")
    table = read.reindex(columns=wanted).replace("", pd.NA)
    for name in set(DAYS).intersection(wanted):
        table[name] = pd.to_datetime(table[name], format="%Y-%m-%d")
    if "valid_from" in wanted:
        table = table.fillna({"valid_from": EARLIEST, "valid_to": LATEST})
    return table.astype({name: "category" for name in PARTIES if name in wanted})


def _read_parties(folder: Path) -> pd.DataFrame:
    """When each party is there, by its id."""
    return pd.concat([_read_table(folder, stem, "id", *VALIDITY) for stem in ("actor", "forum", "function")]).set_index("id")


def _read_flows(folder: Path, parties: pd.DataFrame) -> pd.DataFrame:
    """The flows, with when each of their ends is there."""
    flows = _read_table(folder, "flow", "source", "target", *VALIDITY)
    return flows.join(parties.add_prefix("source_"), on="source").join(parties.add_prefix("target_"), on="target")


def _find_open(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is open and not executed: with a date that counts, and without one at a step; in the order of their ids."""
    decisions = _read_table(folder, "decision", "id", "taken_on").set_index("id")
    assignments = _read_table(folder, "assignment", "id", "decision", "due", "example", *VALIDITY)
    steps = _read_table(folder, "step", "id", "assignment", "kind", "on", "until")
    steps = steps[steps["kind"].isin(ORDER)]  # a verification moves nothing
    steps = steps.assign(order=steps["kind"].map({kind: order for order, kind in enumerate(ORDER)}))
    steps = steps.sort_values(["on", "order", "id"], ignore_index=True)
    turns = _find_turns(steps).drop_duplicates("assignment", keep="last")
    open_ = assignments[~assignments["id"].isin(turns[turns["ends"]]["assignment"])]
    undone = open_.join(decisions["taken_on"].fillna(EARLIEST), on="decision").join(_find_standing(steps), on="id")
    undone = undone[undone["step"] != "executed"].copy()
    undone["example"] = undone["example"] == "ja"
    undone["due"] = undone["paused_until"].fillna(undone["extended_to"]).fillna(undone["due"])
    undone = undone.drop(columns=["decision", "paused_until", "extended_to"])
    has_date = undone["due"].notna()
    return undone[has_date], undone[~has_date & undone["step"].notna()]


def _find_standing(steps: pd.DataFrame) -> pd.DataFrame:
    """By assignment: the farthest step of the trail and when it came there, the date of its last extension and of its pause.

    `steps` in their order. What is reopened stands at its resumption until the trail goes on.
    """
    turns = _find_turns(steps)
    reopened = turns[(turns["kind"] == "resumed") & turns["ended_before"]].drop_duplicates("assignment", keep="last")
    since = steps["assignment"].map(pd.Series(reopened.index, index=reopened["assignment"].astype(str))).fillna(-1)
    trail = steps[(steps["kind"].isin(TRAIL) & (steps.index > since)) | steps.index.isin(reopened.index)]
    trail = trail.assign(order=trail["order"].where(trail["kind"] != "resumed", -1))
    farthest = trail.iloc[np.argsort(-trail["order"].to_numpy(), kind="stable")].drop_duplicates("assignment")
    extended = steps[steps["kind"] == "extended"].drop_duplicates("assignment", keep="last")
    last = steps.drop_duplicates("assignment", keep="last")
    paused = last[last["kind"].isin(PAUSES)]
    return pd.DataFrame(
        {
            "step": farthest.set_index("assignment")["kind"],
            "since": farthest.set_index("assignment")["on"],
            "extended_to": extended.set_index("assignment")["until"],
            "paused_until": paused.set_index("assignment")["until"],
        }
    )


def _find_turns(steps: pd.DataFrame) -> pd.DataFrame:
    """The endings and resumptions among `steps` in their order, each with whether it ends, and whether an ending came before."""
    turns = steps[steps["kind"].isin((*ENDINGS, "resumed"))]
    turns = turns.assign(ends=turns["kind"].isin(ENDINGS))
    before = turns.groupby("assignment", observed=True)["ends"].shift(fill_value=False)
    return turns.assign(ended_before=before.astype(bool))


def _is_valid(table: pd.DataFrame, day: pd.Timestamp, prefix: str = "") -> "pd.Series[bool]":
    return (table[f"{prefix}valid_from"] <= day) & (table[f"{prefix}valid_to"] >= day)


def _find_past_due(undone: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Those that are past their due date on the day."""
    counts = (undone["due"] < day) & (undone["taken_on"] <= day) & _is_valid(undone, day)
    return undone.loc[counts, ["id", "due"]]


def _find_reached(flows: pd.DataFrame, near: str, far: str, party: str, day: pd.Timestamp, hops: int) -> list[tuple[str, int]]:
    """Breadth first, from the near ends of the flows to the far ones; both are there on the day."""
    flows = flows[_is_valid(flows, day, f"{far}_") & _is_valid(flows, day, f"{near}_")]
    reached, frontier = {party: 0}, [party]
    for hop in range(1, hops + 1):
        ends = flows.loc[flows[near].isin(frontier), far].unique()
        frontier = [end for end in ends if end not in reached]
        reached |= dict.fromkeys(frontier, hop)
    return [found for found in reached.items() if found[1]]
