"""The graph, and every question and change that is put to it: one driver, one Cypher, two servers."""
