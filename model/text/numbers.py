"""Numbers as each language writes them: a comma or a point before the decimals."""

from model.language import Term


def format_number(value: float, digits: int = 1) -> Term:
    """Return a number with so many decimals at most, without those that are zero at its end: 64,3 in Swedish, 64.3 in English."""
    written = f"{value:.{digits}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return Term(written.replace(".", ","), written)


def format_per_cent(value: float, digits: int = 1) -> Term:
    """Return a number of per cent with its sign: 64,3 %."""
    number = format_number(value, digits)
    return Term(f"{number.sv} %", f"{number.en} %")
