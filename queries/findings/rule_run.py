"""What the function of a rule is given and what it returns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from model.findings import Finding
from model.language import Text
from model.vocabulary.decisions import DayUnit
from queries.server.graph import Reader


@dataclass(frozen=True, slots=True)
class RuleRun:
    """One run of a rule: what it reads, the day that it looks at, the threshold in force, and how many findings are wanted.

    `threshold` is None for a rule without one. `unit` only counts where the threshold is in days. If `about` names records, only
    the finding about exactly these is wanted, wherever it stands among the others.
    """

    reader: Reader
    on: str
    threshold: int | None
    unit: DayUnit
    most: int
    about: frozenset[str] = frozenset()

    def wants(self, *about: str) -> bool:
        """Return whether a finding about these records is wanted."""
        return not self.about or self.about == {*about}


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """The findings of a rule, at most `most` and the worst first, and how many it left out; None if that is not known.

    `note` says what a reader should know of all of them.
    """

    findings: Sequence[Finding]
    left_out: int | None = 0
    note: Text | None = None


FindFunction = Callable[[RuleRun], RuleFindings]


def take_most(found: Iterable[Finding], run: RuleRun, *, cut: bool = False) -> RuleFindings:
    """Return the first findings that the run wants, and whether there are more; `found` is read only so far.

    How many are left out is not known if a limit cut what they are found in.
    """
    wanted = (finding for finding in found if run.wants(*finding.about))
    if run.about:
        return RuleFindings(list(islice(wanted, 1)), None if cut else 0)
    first = list(islice(wanted, run.most + 1))
    return RuleFindings(first[: run.most], None if cut or len(first) > run.most else 0)
