"""Groups that the collaboration serves or should include, and the actors that belong to them.

Source: programme declaration §1.4 (recipients; one actor may be in several boxes) and §6.3 (invited and overlooked groups).
"""

from typing import Annotated, ClassVar

from model.language import Term
from model.vocabulary.record import About, Choice, Node, Ref, Relationship, Slug
from model.vocabulary.shared_fields import Description, EnglishName, SwedishName


class GroupKind(Choice):
    """The reasons for recording a group."""

    RECIPIENT = "recipient", "mottagare", "recipient"
    TARGET = "target", "målgrupp", "target group"
    INVITED = "invited", "att bjuda in", "to be invited"
    OVERLOOKED = "overlooked", "förbises ofta", "often overlooked"


class Group(Node):
    """A group of actors or of people that the collaboration serves or should include; not a party, and not a list of persons."""

    label: ClassVar = "Group"
    reads: ClassVar = Term("grupp", "group")
    plural: ClassVar = Term("grupper", "groups")
    rdf: ClassVar = "skos:Concept"

    name: SwedishName
    name_en: EnglishName = None
    kind: Annotated[GroupKind, About(Term("Slag", "Kind"), "The reason for recording it.", "dcterms:type")]
    within: Annotated[
        Slug | None,
        About(Term("Inom", "Within"), "The group that it is a part of.", "skos:broader"),
        Ref("Group", "WITHIN_GROUP", Term("ingår i", "is within")),
    ] = None
    description: Description = None


class GroupMembership(Relationship):
    """An actor's membership in a group; it may belong to several (§1.4)."""

    label: ClassVar = "GroupMembership"
    reads: ClassVar = Term("grupptillhörighet", "group membership")
    plural: ClassVar = Term("grupptillhörigheter", "group memberships")
    rdf: ClassVar = "sl:GroupMembership"
    edge: ClassVar = "BELONGS_TO"

    source: Annotated[
        Slug,
        About(Term("Aktör", "Actor"), "", "sl:actor"),
        Ref("Actor", "BELONGS_TO", Term("hör till", "belongs to")),
    ]
    target: Annotated[
        Slug,
        About(Term("Grupp", "Group"), "", "sl:group"),
        Ref("Group", "BELONGS_TO", Term("omfattar", "includes")),
    ]
