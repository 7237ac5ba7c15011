"""Swedish organisation numbers: their normal form, their check digit, and how to tell them from personal numbers.

They have ten digits, the last a check digit (Luhn). The third and fourth are at least 20, unlike in a personal number.
"""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

from model.language import Text
from model.rules import CellRule
from model.vocabulary.record import RuleBroken

NUMBER_PATTERN = re.compile(r"(?:16|18|19|20)?(\d{6})[-+ ]?(\d{4})")
"""All usual spellings: with or without the hyphen, and with an organisation's 16 or a person's century before it."""


def normalize_organisation_number(value: Any) -> Any:
    """Return a number in normal form: `165560360793` → `556036-0793`. Raises RuleBroken if it is not a number."""
    if not isinstance(value, str | int):
        return value
    if written := NUMBER_PATTERN.fullmatch(str(value).strip()):
        return "-".join(written.groups())
    text = Text("'{value}' is no organisation number: it is written NNNNNN-NNNN", value=value)
    raise RuleBroken(CellRule.ORGANISATION_NUMBER, "", text)


OrganisationNumber = Annotated[str, StringConstraints(pattern=r"^\d{6}-\d{4}$"), BeforeValidator(normalize_organisation_number)]


def is_personal_number(number: str) -> bool:
    """Return whether the third and fourth digits are below 20, like the month in a personal number."""
    return number[2] in "01"


def has_valid_check_digit(number: str) -> bool:
    """Return whether the last digit follows from the others."""
    from stdnum.se import orgnr  # imported late: it takes longer than all of the model

    return orgnr.is_valid(number)
