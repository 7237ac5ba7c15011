"""All operations of the JSON interface."""

from collections.abc import Sequence
from functools import cache

from api.v1.map_operations import list_map_operations
from api.v1.operations import ApiOperation
from api.v1.question_operations import list_question_operations
from api.v1.register_operations import list_register_operations
from api.v1.thing_operations import list_thing_operations


@cache
def list_operations() -> Sequence[ApiOperation]:
    """Return all operations, of each path one, in the order in which they are described."""
    return (
        *list_question_operations(),
        *list_thing_operations(),
        *list_map_operations(),
        *list_register_operations(),
    )
