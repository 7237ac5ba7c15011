"""Names as questions answer with them."""

from collections.abc import Mapping
from typing import Any

from model.language import Term


def term(row: Mapping[str, Any], field: str = "name") -> Term:
    """The name in `field` and its English in `field`_en (or the same)."""
    name = row[field] or "–"
    return Term(name, row.get(f"{field}_en") or name)
