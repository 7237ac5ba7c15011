"""What is said when the voices that several changes give do not add up to those of all of them."""

from api.terminal.answering.mending_output import describe_shared_voices


def told(number: int, *changes: str) -> list[str]:
    """Return what is said of changes with the actors that have no voice without each of them."""
    rows = [{"voices": [{"actor": one, "area": "gron", "level": "lokal"} for one in actors]} for actors in changes]
    return [sentence.in_("en") for sentence in describe_shared_voices(rows, number)]


def test_a_sum_that_is_right_needs_no_words() -> None:
    assert told(3, "ab", "c") == []


def test_a_voice_that_needs_two_changes_is_counted_once() -> None:
    assert told(2, "ab", "a") == ["1 voice is named at several changes, because it needs all of these."]


def test_a_voice_that_each_of_two_changes_gives_is_told() -> None:
    assert told(3, "a", "") == ["2 voices are named at no change, because several of them give each."]
