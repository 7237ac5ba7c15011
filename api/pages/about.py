"""The pages on the landscape itself and on how accessible these pages are."""

from api.pages.page import Asked, WebPage
from model.language import Text
from model.vocabulary.registers import Source
from queries.landscape.parties import read_short_names
from queries.landscape.registers import count_records, read_records


def name_owner(asked: Asked) -> str:
    """Return the name of the party that owns the landscape, or nothing."""
    owner = asked.frame.landscape.owner if asked.frame.landscape else None
    names = read_short_names(asked.graph, [owner] if owner else [])
    return names[owner].in_(asked.language) if owner in names else owner or ""


def build_about_page(asked: Asked) -> WebPage:
    """Return the page on what the landscape is, who owns it, and its sources."""
    owner, sources = name_owner(asked), list(read_records(asked.graph, Source))
    return WebPage(
        template="about",
        title=Text("About"),
        content={"owner": owner, "sources": sources},
        data={
            "owner": owner,
            "counts": count_records(asked.graph),
            "sources": [source.values() for source in sources],
        },
    )


def build_accessibility_page(asked: Asked) -> WebPage:
    """Return the accessibility statement that Swedish law asks for (2018:1937)."""
    owner = {"owner": name_owner(asked)}
    return WebPage(template="accessibility", title=Text("Accessibility"), content=owner, data=owner)
