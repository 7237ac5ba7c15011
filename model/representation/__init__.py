"""Who sits in a forum on a day, and whether that satisfies the rules on its seats. No graph: forums as plain values.

Start at `rule_states`, which says met, broken or unknown; `seat_terms` has who sits, `rule_conflicts` rules that contradict.
"""
