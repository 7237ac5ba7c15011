"""The rules that find something to look at. Start at `rule_functions`, which maps each rule to its function.

A family of rules has a module of its own (`decision_rules`, `landscape_rules`): each function takes a `RuleRun` and returns its
findings, the worst first. `rule_settings` says which threshold is in force.
"""
