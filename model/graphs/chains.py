"""The shortest chain of edges from a node to one of several."""

from collections.abc import Callable, Collection, Iterable


def find_chain(next_of: Callable[[str], Iterable[str]], start: str, ends: Collection[str], longest: int) -> tuple[str, ...]:
    """Return the nodes of the shortest chain from `start` to one of `ends`, at most `longest` edges; empty if there is none.

    `next_of` gives the nodes to which the edges from a node lead. Of chains of one length the one with the smallest ids,
    read from the start, is returned. `start` itself is no end.
    """
    chains: list[tuple[str, ...]] = [(start,)]
    met = {start}
    for _edge in range(longest):
        longer: list[tuple[str, ...]] = []
        for chain in chains:
            for node in sorted(next_of(chain[-1])):
                if node not in met:
                    met.add(node)
                    longer.append((*chain, node))
        if found := next((chain for chain in longer if chain[-1] in ends), None):
            return found
        chains = longer
    return ()
