"""Fields that several types share: names in two languages, order, standing."""

from typing import Annotated

from pydantic import Field

from model.language import Term
from model.vocabulary.record import MOST_IN_A_LIST, About, Evidence, Name, Prose, Slug, Standing, WholeNumber

SwedishName = Annotated[Name, About(Term("Namn", "Name (Swedish)"), "In Swedish.", "skos:prefLabel")]
EnglishName = Annotated[Name | None, About(Term("Engelskt namn", "Name (English)"), "In English.", "skos:prefLabel")]
ShortName = Annotated[
    Name | None,
    About(Term("Kort namn", "Short name"), "The text in its box on the map.", "sl:shortName"),
]
EnglishShortName = Annotated[Name | None, About(Term("Engelskt kort namn", "Short name (English)"), "", "sl:shortName")]
Aliases = Annotated[
    tuple[Name, ...],
    About(Term("Alias", "Aliases"), "Other names by which it is found.", "skos:altLabel"),
    Field(max_length=MOST_IN_A_LIST),
]
FormerIds = Annotated[
    tuple[Slug, ...],
    About(Term("Tidigare id", "Former ids"), "Ids of parties merged into it; each still finds it.", "sl:formerId"),
    Field(max_length=MOST_IN_A_LIST),
]
Description = Annotated[Prose | None, About(Term("Beskrivning", "Description"), "", "dcterms:description")]
OrderField = Annotated[WholeNumber, About(Term("Ordning", "Order"), "Smallest first (leftmost, topmost).", "sl:order")]
StandingField = Annotated[Standing, About(Term("Ställning", "Standing"), "Existing, or proposed by the source.", "sl:standing")]
NoEvidence = Annotated[
    tuple[Evidence, ...],
    About(Term("Belägg", "Evidence"), "May be empty: it states nothing about the landscape.", "dcterms:source"),
    Field(max_length=MOST_IN_A_LIST),
]
