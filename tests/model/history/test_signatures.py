"""Signatures of OpenSSH are kept on one line and written as they were."""

import pytest

from model.errors import InputError
from model.history.signatures import add_armour, strip_armour

KEPT = "U1NIU0lH" + "QUJD" * 40
WRITTEN = add_armour(KEPT).decode()


def test_a_signature_is_written_as_it_was() -> None:
    assert strip_armour(WRITTEN) == KEPT
    assert max(map(len, WRITTEN.splitlines())) == 70


@pytest.mark.parametrize(
    "text", ["", KEPT, WRITTEN[:-5], WRITTEN.replace("U1NIU0lH", "QUJDQUJD"), WRITTEN.replace("QUJD", "Q", 1)]
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no signature of OpenSSH"):
        strip_armour(text)
