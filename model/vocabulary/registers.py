"""Registers that describe a landscape: the landscape itself, sources, columns, rows, places, roles and areas.

Source: programme declaration §1.4, §5.1, §6.2 and bil. 3.
"""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from model.language import Term
from model.vocabulary.record import About, Choice, Name, Node, Prose, Ref, Slug
from model.vocabulary.shared_fields import Description, EnglishName, OrderField, SwedishName


class Landscape(Node):
    """The landscape itself: its name, its owner with contact details, and its terms of publication. One row."""

    label: ClassVar = "Landscape"
    reads: ClassVar = Term("landskap", "landscape")
    plural: ClassVar = Term("landskap", "landscapes")
    rdf: ClassVar = "dcat:Dataset"

    name: SwedishName
    name_en: EnglishName = None
    owner: Annotated[
        Slug | None,
        About(Term("Ägare", "Owner"), "The organisation that owns and manages the map.", "dcterms:publisher"),
        Ref("Actor", "OWNED_BY", Term("ägs av", "is owned by")),
    ] = None
    owner_function: Annotated[
        Name | None,
        About(Term("Ägarens funktion", "Owner's function"), "The function to contact; not a person.", "sl:ownerFunction"),
    ] = None
    mailbox: Annotated[
        str | None,
        About(Term("Brevlåda", "Mailbox"), "A function's address.", "vcard:hasEmail"),
        StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$", max_length=200),
    ] = None
    base_iri: Annotated[
        str,
        About(Term("Bas-IRI", "Base IRI"), "The beginning of all linked data identifiers; ends with /.", "void:uriSpace"),
        StringConstraints(pattern=r"^https?://[A-Za-z0-9./~_-]+/$", max_length=200),
    ]
    languages: Annotated[tuple[Slug, ...], About(Term("Språk", "Languages"), "sv, en.", "dcterms:language")] = ("sv",)
    licence: Annotated[
        Name | None,
        About(
            Term("Licens", "Licence"),
            "Its web address, such as `http://creativecommons.org/licenses/by/4.0/`.",
            "dcterms:license",
        ),
    ] = None
    document_name: Annotated[
        Name | None, About(Term("Dokumentnamn", "Document name"), "The name of the formal map document.", "dcterms:title")
    ] = None
    attribution: Annotated[
        Prose | None, About(Term("Källangivelse", "Attribution"), "Shown wherever the landscape is rendered.", "dcterms:rights")
    ] = None


class Source(Node):
    """A source of facts: a document, a register, an invented example."""

    label: ClassVar = "Source"
    reads: ClassVar = Term("källa", "source")
    plural: ClassVar = Term("källor", "sources")
    rdf: ClassVar = "prov:Entity"

    name: SwedishName
    authors: Annotated[Name | None, About(Term("Upphov", "Authors"), "As the source wants to be cited.", "dcterms:creator")] = (
        None
    )
    year: Annotated[int | None, About(Term("År", "Year"), "", "dcterms:date"), Field(ge=1900, le=2200)] = None
    terms: Annotated[Prose | None, About(Term("Villkor", "Terms of use"), "", "dcterms:rights")] = None


class ActorType(Node):
    """A column of the landscape map (§5.1: horizontally the actor's type, *aktörstyp*)."""

    label: ClassVar = "ActorType"
    reads: ClassVar = Term("aktörstyp", "actor type")
    plural: ClassVar = Term("aktörstyper", "actor types")
    rdf: ClassVar = "skos:Concept"

    name: SwedishName
    name_en: EnglishName = None
    order: OrderField


class Level(Node):
    """A row of the landscape map (§5.1: vertically the geographic level, *nivå*), widest first."""

    label: ClassVar = "Level"
    reads: ClassVar = Term("nivå", "level")
    plural: ClassVar = Term("nivåer", "levels")
    rdf: ClassVar = "skos:Concept"

    name: SwedishName
    name_en: EnglishName = None
    order: OrderField
    forums: Annotated[
        bool, About(Term("Forumrad", "Forum row"), "Whether the forum band of the map has a row of this level.", "sl:forumRow")
    ] = False


class ActorKind(Node):
    """A kind of organisation (municipality, branch organisation, union …), which seat rules refer to."""

    label: ClassVar = "ActorKind"
    reads: ClassVar = Term("aktörsslag", "kind of actor")
    plural: ClassVar = Term("aktörsslag", "kinds of actor")
    rdf: ClassVar = "skos:Concept"

    name: SwedishName
    name_en: EnglishName = None
    plural_name: Annotated[Name, About(Term("Flertal", "Plural"), "The name of a stack of them.", "sl:pluralName")]
    plural_name_en: Annotated[Name | None, About(Term("Engelskt flertal", "Plural (English)"), "", "sl:pluralName")] = None


class PlaceKind(Choice):
    """The kinds of place."""

    COUNTRY = "country", "land", "country"
    COUNTY = "county", "län", "county"
    MUNICIPALITY = "municipality", "kommun", "municipality"
    OTHER = "other", "annan plats", "other place"


class Place(Node):
    """A municipality, county or country; places lie within one another."""

    label: ClassVar = "Place"
    reads: ClassVar = Term("plats", "place")
    plural: ClassVar = Term("platser", "places")
    rdf: ClassVar = "dcterms:Location"

    name: SwedishName
    kind: Annotated[PlaceKind, About(Term("Slag", "Kind"), "", "dcterms:type")]
    within: Annotated[
        Slug | None,
        About(Term("Inom", "Within"), "The place that it lies in.", "schema:containedInPlace"),
        Ref("Place", "WITHIN", Term("ligger i", "lies within")),
    ] = None


class Role(Node):
    """One of the three roles (§6.2): employers, educators, and those with an assignment for particular groups."""

    label: ClassVar = "Role"
    reads: ClassVar = Term("roll", "role")
    plural: ClassVar = Term("roller", "roles")
    rdf: ClassVar = "org:Role"

    name: SwedishName
    name_en: EnglishName = None
    description: Description = None


class Colour(Choice):
    """The colours of an area's panel; each has a contrast-checked palette on the map."""

    GREEN = "green", "grön", "green"
    BLUE = "blue", "blå", "blue"
    YELLOW = "yellow", "gul", "yellow"
    VIOLET = "violet", "violett", "violet"
    GREY = "grey", "grå", "grey"


class Area(Node):
    """One of the three areas (§6.2), each where two roles meet; distinguished by its purpose."""

    label: ClassVar = "Area"
    reads: ClassVar = Term("område", "area")
    plural: ClassVar = Term("områden", "areas")
    rdf: ClassVar = "skos:Concept"

    name: SwedishName
    name_en: EnglishName = None
    order: OrderField
    colour: Annotated[Colour, About(Term("Färg", "Colour"), "The colour of its panel on the map.", "sl:colour")]
    purpose: Annotated[Prose | None, About(Term("För vem", "For whom"), "", "dcterms:description")] = None
    roles: Annotated[
        tuple[Slug, ...],
        About(Term("Roller som möts", "Roles that meet"), "Two roles.", "sl:meetingRole"),
        Ref("Role", "WHERE_MEETS", Term("samlar", "gathers")),
        Field(min_length=1, max_length=3),
    ]
