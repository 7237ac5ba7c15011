"""Swedish organisation numbers: one form that is kept, and what tells a wrong one and a person's.

Ten digits, the last a check digit (Luhn); the third and fourth are at least 20, so that none looks like a person's.
"""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

from model.language import Text
from model.rules import CellRule
from model.vocabulary.record import RuleBroken

NUMBER_PATTERN = re.compile(r"(?:16|18|19|20)?(\d{6})[-+ ]?(\d{4})")
"""As people write it: with or without the hyphen, and with the 16 of organisations or the century of persons before it."""


def normalize_organisation_number(said: Any) -> Any:
    """A number, however it is written, as it is kept: `165560360793` → `556036-0793`. Raises RuleBroken for what is none."""
    if not isinstance(said, str | int):
        return said
    if written := NUMBER_PATTERN.fullmatch(str(said).strip()):
        return "-".join(written.groups())
    text = Text("'{value}' is no organisation number: it is written NNNNNN-NNNN", value=said)
    raise RuleBroken(CellRule.ORGANISATION_NUMBER, "", text)


OrganisationNumber = Annotated[str, StringConstraints(pattern=r"^\d{6}-\d{4}$"), BeforeValidator(normalize_organisation_number)]


def is_personal_number(number: str) -> bool:
    """Whether the third and fourth digits are a month (or another number below 20), as in a person's."""
    return number[2] in "01"


def has_valid_check_digit(number: str) -> bool:
    """Whether the last digit follows from the others."""
    from stdnum.se import orgnr  # here, for it takes longer to import than all of the model

    return orgnr.is_valid(number)
