"""Participants: organisations and their parts, the functions of the platform, and the areas that actors concern.

Source: programme declaration §6.2, §6.5 and bil. 2–3.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from model.language import Term
from model.vocabulary.organisation_numbers import OrganisationNumber
from model.vocabulary.record import MOST_IN_A_LIST, About, Node, Ref, Relationship, Slug
from model.vocabulary.shared_fields import (
    Aliases,
    Description,
    EnglishName,
    EnglishShortName,
    FormerIds,
    ShortName,
    StandingField,
    SwedishName,
)

TypeRef = Annotated[
    Slug,
    About(Term("Aktörstyp", "Actor type"), "The column of the map where it stands.", "org:classification"),
    Ref("ActorType", "OF_TYPE", Term("är av typen", "is of type")),
]
LevelRef = Annotated[
    Slug,
    About(Term("Nivå", "Level"), "The row of the map where it stands.", "sl:level"),
    Ref("Level", "AT_LEVEL", Term("finns på nivån", "is at level")),
]
PlaceRef = Annotated[
    Slug | None,
    About(Term("Plats", "Place"), "", "dcterms:spatial"),
    Ref("Place", "LOCATED_IN", Term("finns i", "is located in")),
]


class Actor(Node):
    """An organisation, a part of one, or a group treated as one (*aktör*); never a natural person."""

    label: ClassVar = "Actor"
    reads: ClassVar = Term("aktör", "actor")
    plural: ClassVar = Term("aktörer", "actors")
    rdf: ClassVar = "org:Organization"
    party: ClassVar = True

    name: SwedishName
    name_en: EnglishName = None
    short_name: ShortName = None
    short_name_en: EnglishShortName = None
    aliases: Aliases = ()
    former_ids: FormerIds = ()
    type: TypeRef
    other_types: Annotated[
        tuple[Slug, ...],
        About(
            Term("Även aktörstyp", "Also actor types"),
            "One actor may belong in several columns (§1.4).",
            "sl:otherClassification",
        ),
        Ref("ActorType", "ALSO_OF_TYPE", Term("är även av typen", "is also of type")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    kind: Annotated[
        Slug | None,
        About(
            Term("Aktörsslag", "Kind of actor"),
            "The kind that seat rules refer to; its stack on the map.",
            "dcterms:type",
        ),
        Ref("ActorKind", "OF_KIND", Term("är av slaget", "is of kind")),
    ] = None
    level: LevelRef
    place: PlaceRef = None
    roles: Annotated[
        tuple[Slug, ...],
        About(Term("Roller", "Roles"), "Roles it plays (§6.2); it may play several.", "sl:playsRole"),
        Ref("Role", "PLAYS", Term("har rollen", "plays the role")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    part_of: Annotated[
        Slug | None,
        About(Term("Del av", "Part of"), "The organisation that it is a part of.", "org:unitOf"),
        Ref("Actor", "PART_OF", Term("är en del av", "is a part of")),
    ] = None
    resulted_from: Annotated[
        tuple[Slug, ...],
        About(
            Term("Uppkommen ur", "Resulted from"),
            "The organisations that it succeeded: one that split, or several that merged.",
            "prov:wasDerivedFrom",
        ),
        Ref("Actor", "RESULTED_FROM", Term("har uppkommit ur", "resulted from")),
        Field(max_length=MOST_IN_A_LIST),
    ] = ()
    organisation_number: Annotated[
        OrganisationNumber | None,
        About(Term("Organisationsnummer", "Organisation number"), "Swedish, NNNNNN-NNNN.", "org:identifier"),
    ] = None
    description: Description = None


class Function(Node):
    """A function of the platform (§6.5), such as the regional coordinator; held by an organisation, never named as a person."""

    label: ClassVar = "Function"
    reads: ClassVar = Term("funktion", "function")
    plural: ClassVar = Term("funktioner", "functions")
    rdf: ClassVar = "org:Post"
    party: ClassVar = True

    name: SwedishName
    name_en: EnglishName = None
    short_name: ShortName = None
    short_name_en: EnglishShortName = None
    aliases: Aliases = ()
    former_ids: FormerIds = ()
    type: TypeRef
    level: LevelRef
    place: PlaceRef = None
    held_at: Annotated[
        Slug | None,
        About(Term("Finns hos", "Held at"), "The organisation where it belongs.", "org:postIn"),
        Ref("Actor", "HELD_AT", Term("finns hos", "is held at")),
    ] = None
    standing: StandingField
    description: Description = None


class Involvement(Relationship):
    """An actor's involvement in an area (§6.2). Levels belong to the forums, not to the involvement."""

    label: ClassVar = "Involvement"
    reads: ClassVar = Term("verksamhet i område", "involvement")
    plural: ClassVar = Term("verksamheter i områden", "involvements")
    rdf: ClassVar = "sl:Involvement"
    edge: ClassVar = "ACTS_IN"

    source: Annotated[
        Slug,
        About(Term("Aktör", "Actor"), "", "sl:actor"),
        Ref("Actor", "ACTS_IN", Term("verkar i", "acts in")),
    ]
    target: Annotated[
        Slug,
        About(Term("Område", "Area"), "", "sl:area"),
        Ref("Area", "ACTS_IN", Term("berör", "concerns")),
    ]
