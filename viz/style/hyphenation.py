"""Where a long Swedish word may be hyphenated: before a common last element of compounds, else between two consonants."""

import re

SHORTEST_PART = 4
COMPOUND_ELEMENTS = re.compile(
    "analys|ansvarig|arbete|arena|avdelning|bolag|branschen|byrå|centr|chef|college|departement|direktör|enhet|"
    "forum|fond|främjare|funktion|fångare|företag|föreningen|föreningar|förbund|förening|förmedling|förvaltning|"
    "givare|grupp|gymnasi|handläggare|handledning|högskol|idrott|informatör|insats|institut|kammare|klubb|koll|"
    "kommun|kompetens|konsult|kontor|koordinator|kraft|kår|ledar|ledning|ledare|leverantör|lots|löner|mark|marknad|"
    "myndighet|mäklar|nämnd|nätverk|näring|ordnare|organisation|part|platser|platsen|program|projekt|pröv|rektor|"
    "representant|råd|rådgivare|samordnare|samverkan|sektor|service|skol|språk|stiftelse|strateg|styrelse|"
    "styrgrupp|stöd|sällskap|talare|teknik|tjänst|träff|tränare|undervisning|ungdom|universitet|uppdrag|utbild|"
    "utbildare|utskott|utveckling|validering|verk|verkstad|verkstäder|verksamhet|vetare|vård|vägled|yrke"
)
VOWELS = "aeiouyåäöé"
CONSONANT_JOINT = re.compile(rf"(?<=[{VOWELS}])[^\W\d_{VOWELS}]+(?=[{VOWELS}])", re.IGNORECASE)


def find_no_breaks(word: str) -> list[int]:
    """Return no place, so that words stay whole."""
    return []


def find_element_breaks(word: str) -> list[int]:
    """Return the places in `word` before a common last element, the one nearest the middle first."""
    return _sort_by_middle(word, {found.start() for found in COMPOUND_ELEMENTS.finditer(word.lower())})


def find_joint_breaks(word: str) -> list[int]:
    """Return the places in `word` between consonants, or before a single one, the one nearest the middle first."""
    places = set()
    for found in CONSONANT_JOINT.finditer(word):
        places.add((found.start() + found.end()) // 2 if len(found[0]) > 1 else found.start())
    return _sort_by_middle(word, places)


def _sort_by_middle(word: str, places: set[int]) -> list[int]:
    """Return the places that leave two parts of at least SHORTEST_PART letters."""
    possible = (
        place
        for place in places
        if SHORTEST_PART <= place <= len(word) - SHORTEST_PART and word[:place].isalpha() and word[place:].isalpha()
    )
    return sorted(possible, key=lambda place: (abs(place - len(word) / 2), place))


def hyphenate(words: str) -> str:
    """Return the words with a soft hyphen before a common last element of each long compound."""
    return " ".join(_break_once(word) if len(word) > 2 * SHORTEST_PART else word for word in words.split(" "))


def _break_once(word: str) -> str:
    places = find_element_breaks(word)
    return f"{word[: places[0]]}\u00ad{word[places[0] :]}" if places else word
