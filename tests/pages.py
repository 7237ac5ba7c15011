"""Every page by example: addresses that together show each page of PAGES and the map in what they can hold.

Tests that look at all pages take their addresses from here; `tests/api/web/test_checked_pages.py` holds that no page is left out.
"""

from collections.abc import Iterator, Mapping

from model.language import LANGUAGES, Language

ARROW = "utbildning-matchning~regional~branschforum~order~utbildning-matchning~lokal~lokal-kompetensverkstad"
ADDRESSES = (
    "/",
    "/iakttagelser",
    "/iakttagelser/past-own-date/exempel-yrkesforare-till-lokal-kompetensverkstad-flen",
    "/andringar",
    "/arshjul",
    "/revisioner",
    "/om",
    "/ordlista",
    "/tillganglighet",
    "/kommuner",
    "/kommuner/flen",
    "/part/branschforum-transport",
    "/part/eskilstuna-kommun",
    "/part/framtid-industri-samverkansgrupp",
    "/sok",
    "/sok?q=transport",
    "/representation",
    "/system",
    f"/system?pil={ARROW}",
    "/beslut?on=2026-11-29",
    "/beslut?by=hand-off&state=unknown",
    "/beslut?state=paused&by=none&on=2026-11-29",
    "/beslut/tider",
    "/beslut/exempel-el-lastbil?on=2026-11-29",
    "/karta/beslut",
    "/karta/representation",
    "/karta/representation?area=forberedande-insatser",
    "/karta/sakerhet",
    "/karta/forandring?mot=2026-01-01",
    "/karta/forandring?mot=existing",
    "/karta/sarbarhet",
    "/karta/sarbarhet?utan=regional-samordnare",
    "/karta/fokus/branschforum-transport?steg=2",
    "/karta/fokus/region-sormland?steg=3",
    "/api/v1",
    "/api/v1/problems",
    "/api/v1/problems/not-found",
)
"""Pages of Sörmland with its examples, without the map of flows, which is a page of another make."""
MAPS = ("/karta", "/karta?sel=branschforum-transport", "/karta?view=table")
UNSHOWN = {"/revisioner/{id}", "/forum/{id}"}
"""Pages that Sörmland's landscape has none of, or that lead elsewhere."""
PROBLEMS: Mapping[str, int] = {
    "/part/finns-inte": 404,
    "/beslut/finns-inte": 404,
    "/karta/fokus/finns-inte": 404,
    "/finns-inte": 404,
    "/karta/forandring?mot=nej": 422,
    "/karta?on=nej": 422,
}
"""Addresses of what cannot be shown, and what they answer."""


def address_in(language: Language, address: str) -> str:
    """Return an address that asks for a language."""
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


def list_addresses() -> Iterator[str]:
    """Yield all of them in both languages."""
    for language in LANGUAGES:
        for address in (*ADDRESSES, *MAPS, *PROBLEMS):
            yield address_in(language, address)
