"""The customer's three questions. Start at `parameters`, which declares what each asks.

`flows` answers who feeds whom, `decisions` where decisions stall (over `balance`), `representation` who lacks representation
(over `memberships`).
"""
