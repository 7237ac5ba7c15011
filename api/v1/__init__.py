"""The JSON interface below `/api/v1`: one declaration for each operation, from which its route, description and page follow.

Start at `operations.py` (what an operation is) and `catalogue.py` (all of them). Decision 0048 says why it is as it is.
"""
