"""What a client would rather have: the language, the form and the coding of an answer (RFC 9110 §12.4 and 12.5)."""

from collections.abc import Collection, Sequence

from model.language import LANGUAGES, Language

HTML, JSON = "text/html", "application/json"


def choose_language(lang: str | None, accepted: str, usual: Language) -> Language:
    """Return the language of an answer: that of the address, else the best of `Accept-Language`, else the usual."""
    if chosen := next((known for known in LANGUAGES if known == lang), None):
        return chosen
    weights = parse_weights(accepted)
    wanted = {
        known: max((weights[name] for name in weights if name.split("-")[0] == known), default=weights.get("*", 0.0))
        for known in LANGUAGES
    }
    best = max(wanted.values())
    return usual if not best or wanted[usual] == best else next(known for known in LANGUAGES if wanted[known] == best)


def parse_weights(header: str) -> dict[str, float]:
    """Return the members of an `Accept…` header with their weights from 0 to 1, in lower case (RFC 9110 §12.4.2)."""
    weights = {}
    for item in header.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        if name:
            weights[name] = _parse_weight(weight)
    return weights


def _parse_weight(written: str) -> float:
    try:
        return min(max(float(written), 0.0), 1.0)
    except ValueError:
        return 0.0


def choose_form(accepted: str, offered: Sequence[str] = (HTML, JSON)) -> str | None:
    """Return the media type of `offered` that `Accept` weighs most, of like ones the first; None if it takes none of them."""
    weights = parse_weights(accepted) or {"*/*": 1.0}
    weighed = {form: _weigh(weights, form, f"{form.split('/')[0]}/*", "*/*") for form in offered}
    best = max(offered, key=lambda form: weighed[form])
    return best if weighed[best] else None


def choose_coding(accepted: str, offered: Collection[str]) -> str | None:
    """Return the coding of `offered` that `Accept-Encoding` weighs most, of like ones the first; None for none of them."""
    weights = parse_weights(accepted)
    weighed = {coding: _weigh(weights, coding, "*") for coding in offered}
    best = max(weighed, key=lambda coding: weighed[coding], default=None)
    return best if best and weighed[best] else None


def _weigh(weights: dict[str, float], *names: str) -> float:
    """Return the weight of the most specific of the names that has one."""
    return next((weights[name] for name in names if name in weights), 0.0)
