"""Where a long Swedish word may be broken: before a common last element of compounds, else between two consonants."""

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
    """None: words stay whole."""
    return []


def find_element_breaks(word: str) -> list[int]:
    """Places in `word` before a common last element, the one nearest the middle first."""
    return _sort_by_middle(word, {found.start() for found in COMPOUND_ELEMENTS.finditer(word.lower())})


def find_joint_breaks(word: str) -> list[int]:
    """Places in `word` between consonants, or before a single one, the one nearest the middle first."""
    return _sort_by_middle(word, {_joint_of(found) for found in CONSONANT_JOINT.finditer(word)})


def _joint_of(found: re.Match[str]) -> int:
    return (found.start() + found.end()) // 2 if len(found[0]) > 1 else found.start()


def _sort_by_middle(word: str, places: set[int]) -> list[int]:
    return sorted((place for place in places if _can_break(word, place)), key=lambda place: (abs(place - len(word) / 2), place))


def _can_break(word: str, place: int) -> bool:
    return SHORTEST_PART <= place <= len(word) - SHORTEST_PART and word[:place].isalpha() and word[place:].isalpha()
