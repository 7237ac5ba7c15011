"""When two decisions of one party are the same matter: cases by hand."""

from queries.findings.matters import Matter, MatterPair, is_same_matter, pair_matters


def pairs(*matters: tuple[str, str, str], examples: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    made = [Matter(case, name, case, day, case in examples) for name, case, day in matters]
    return {(pair.first.decision, pair.again.decision) for pair in pair_matters(made)}


def test_the_same_name_under_another_case_number_later() -> None:
    assert pairs(("Validering i vården", "1", "2026-01-01"), ("validering  i VÅRDEN", "2", "2026-03-01")) == {("1", "2")}
    assert pairs(("Validering", "1", "2026-01-01"), ("Validering", "1", "2026-03-01")) == set()
    assert pairs(("Validering", "1", "2026-01-01"), ("Validering", "2", "2026-01-01")) == set()


def test_a_word_may_be_spelled_a_little_differently() -> None:
    assert pairs(("Valideringen av kunskaper", "1", "2026-03-01"), ("Validering av kunskaper", "2", "2026-01-01")) == {("2", "1")}
    assert pairs(("Kurs för handledare", "1", "2026-01-01"), ("Kurs för vägledare", "2", "2026-03-01")) == set()


def test_another_number_in_the_name_is_another_matter() -> None:
    assert pairs(("Verksamhetsplan 2025", "1", "2025-01-01"), ("Verksamhetsplan 2026", "2", "2026-01-01")) == set()


def test_the_same_case_number_written_in_another_way_is_no_new_one() -> None:
    assert pairs(("Validering", "KS 2026/7", "2026-01-01"), ("Validering", "ks 2026-7", "2026-03-01")) == set()


def test_an_addressee_in_common_and_the_days_between_count_too() -> None:
    one, two = (Matter(day, "Validering", day, day, False) for day in ("2026-01-01", "2026-03-01"))
    pair = MatterPair(one, two, 100)
    for first, again, most, same in (
        (["a", "b"], ["b"], 59, True),
        (["a"], ["b"], 59, False),
        ([], ["b"], 59, True),  # not on record: nothing contradicts it
        (["b"], ["b"], 58, False),
    ):
        assert is_same_matter(pair, first, again, most) == same


def test_examples_are_compared_with_examples() -> None:
    two = ("Validering", "1", "2026-01-01"), ("Validering", "2", "2026-03-01")
    assert (pairs(*two, examples=("1",)), pairs(*two, examples=("1", "2"))) == (set(), {("1", "2")})
