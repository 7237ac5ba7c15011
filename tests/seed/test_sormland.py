"""Sörmland's data holds everything that the domain names (§4–§11) with its § and certainty, and nothing invented."""

import re
from collections import Counter
from pathlib import Path

import pytest

from model.checks.warnings import find_uncertain_ends
from model.vocabulary.actors import Actor, Function, Involvement
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, DecisionKind, Step, StepKind
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.forums import Force, Forum, ForumKind, Position, RuleKind, Seat, SeatRule
from model.vocabulary.groups import Group, GroupMembership
from model.vocabulary.processes import Process, ProcessFlow, Task, Theme
from model.vocabulary.record import Certainty, Standing
from model.vocabulary.registers import Area, Colour, Landscape
from tests.conftest import SEEDS

MUNICIPALITIES = ["Eskilstuna", "Nyköping", "Strängnäs", "Katrineholm", "Trosa", "Flen", "Gnesta", "Oxelösund", "Vingåker"]
NAMED = {  # §10, by level
    "internationell": ["Europeiska socialfonden", "Strukturfonden"],
    "nationell": ["Regeringen", "Näringsdepartementet", "Arbetsförmedlingen", "Tillväxtverket", "Skolverket", "MYH", "SCB", "SKR", "Vinnova",
                  "Energimyndigheten", "Business Sweden", "UC", "TRR", "TSL", "Alla bolag", "Unionen", "Naturbruksskolornas förening",
                  "Transportföretagen", "Visita", "Fastu", "Installatörerna"],
    "regional": ["Region Sörmland", "Regionförbundet Sörmland", "Landstinget i Sörmland", "Naturbruksgymnasiet", "Länsstyrelsen", "RAR",
                 "AF som utbildare", "Mälardalens högskola", "YH-mäklarna", "Folkhögskolor", "Studieförbund", "LBF", "Uppdragsutbildare",
                 "Privata huvudmän", "Almi", "Almi Invest", "Handelskammaren", "LRF", "Agro Sörmland", "MITC", "Teknikföretagen",
                 "TC Mälardalen", "TC södra Sörmland (KTC Katrineholm)", "TC västra Mälardalen", "Vårdcollege", "Sörmlandsidrotten", "IF Metall",
                 "Prompt", "DUA"],
    "lokal": [*MUNICIPALITIES, "Västerås", "Enköping", "Norrköping", "Jobbtorget Strängnäs", "Kommunernas näringslivsenheter",
              "Kommunernas rektorer för komvux", "Kommunernas gymnasiechefer", "Kommunernas arbetsmarknadsenheter och nämnder",
              "Kommunernas samhällsbyggnad", "Kommunala strateger", "Kommunernas HR som arbetsgivare", "Kommunernas politiska ledningar", "Komvux", "Gymnasieskolor",
              "SFI", "SYV", "Campus Nyköping", "Eskilstuna folkhögskola", "Eskilstuna Fabriksförening", "Volvo CE", "Kronfågel", "Viaduct",
              "IT-nätverket Eskilstuna", "Logistiknätverket", "Byggnätverket Nyköping", "Katec", "Eskilstuna United", "Språkvän",
              "Idrottsföreningar", "Ungdomsnätverk", "Kvinnonätverk", "Religiösa organisationer", "Nationalitetsbaserade föreningar"],
}  # fmt: skip


def actors_called(contents: Contents, name: str) -> list[Actor]:
    return [
        actor
        for actor in contents.of(Actor).values()
        if name.casefold() in {word.casefold() for word in (actor.name, actor.short_name or "", *actor.aliases)}
    ]


@pytest.mark.parametrize(("level", "name"), [(level, name) for level, names in NAMED.items() for name in names])
def test_every_organisation_is_there_at_its_level(sormland: Contents, level: str, name: str) -> None:
    assert [actor.level for actor in actors_called(sormland, name)] == [level]


def test_the_nine_municipalities_may_stand_in_several_boxes(sormland: Contents) -> None:
    """§1.4: a municipality is employer, educator and holder of assignments for groups."""
    nine = [actor for actor in sormland.of(Actor).values() if actor.kind == "kommun"]
    assert sorted(actor.short_name or "" for actor in nine) == sorted(MUNICIPALITIES)
    assert {actor.roles for actor in nine} == {("anstaller", "utbildare", "vissa-grupper")}
    assert all(actor.other_types for actor in nine)


def test_areas_and_their_colours(sormland: Contents) -> None:
    assert [area.colour for area in sorted(sormland.of(Area).values(), key=lambda area: area.order)] == [
        Colour.GREEN,
        Colour.BLUE,
        Colour.YELLOW,
    ]
    assert all(len(area.roles) == 2 for area in sormland.of(Area).values())


@pytest.mark.parametrize(
    ("id_", "standing", "area", "level"),
    [
        ("branschforum-transport", "proposed", "utbildning-matchning", "regional"),
        ("branschforum-grona-naringar", "proposed", "utbildning-matchning", "regional"),
        ("arbetsutskott-transport", "proposed", "utbildning-matchning", "regional"),
        ("branschrad-transport", "existing", "utbildning-matchning", "regional"),
        ("branschrad-grona-naringar", "existing", "utbildning-matchning", "regional"),
        ("programrad-yrkesprogram", "existing", "utbildning-matchning", "lokal"),
        ("yh-styrgrupper", "existing", "utbildning-matchning", "regional"),
        ("programrad-hogskola", "existing", "utbildning-matchning", "regional"),
        ("kompetensrad-teknik-eskilstuna", "existing", "utbildning-matchning", "lokal"),
        ("lokal-kompetensverkstad-flen", "proposed", "utbildning-matchning", "lokal"),
        ("samverkansrad-omstallning-vagledning", "proposed", "omstallning-vagledning", "regional"),
        ("samverkansrad-forberedande-insatser", "proposed", "forberedande-insatser", "regional"),
        ("rar-lg", "existing", "forberedande-insatser", "lokal"),
        ("vis", "existing", None, "regional"),
        ("kommunernas-naringslivschefer", "existing", None, "regional"),
        ("syv-natverket", "existing", None, "regional"),
        ("yh-natverket", "existing", None, "regional"),
    ],
)
def test_forums_of_section_4(sormland: Contents, id_: str, standing: str, area: str | None, level: str) -> None:
    forum = sormland.of(Forum)[id_]
    assert (forum.standing, forum.area, forum.level) == (standing, area, level)


def test_what_the_source_asks_about_is_uncertain(sormland: Contents) -> None:
    """ "RAR?", the local counterpart of blue, programråd Smart elektronik's level."""
    uncertain = [sormland.of(Forum)[id_] for id_ in ("lokalt-samrad-omstallning", "programrad-smart-elektronik")]
    chair = sormland.of(Seat)["samverkansrad-forberedande-insatser-samordningsforbundet-rar-ordf"]
    assert {record.certainty for record in (*uncertain, chair)} == {Certainty.UNCERTAIN}


def test_seat_rules_of_section_4(sormland: Contents) -> None:
    rules = {(rule.forum_kind, rule.rule) for rule in sormland.of(SeatRule).values()}
    assert rules >= {
        ("branschforum", RuleKind.NOT_MINORITY),
        ("branschforum", RuleKind.MANDATE),
        ("branschforum", RuleKind.MEETINGS),
        ("programrad", RuleKind.CHAIR),
        ("yh-styrgrupp", RuleKind.MAJORITY),
        ("yh-styrgrupp", RuleKind.CHAIR),
        ("lokal-kompetensverkstad", RuleKind.MANDATE),
    }


BLUE_COUNCIL = {
    "arbetsformedlingen-utbildare", "folkhogskolor", "komvux", "sfi", "yrkeshogskoleutbildningar", "studieforbund", "lbf",
    "uppdragsutbildare", "arbetsformedlingen", "kommunernas-arbete-familj", "syv", "region-sormland",
}  # fmt: skip
YELLOW_COUNCIL = {
    "arbetsformedlingen-utbildare", "sfi", "komvux", "rehabilitering", "studieforbund", "uppdragsutbildare", "arbetsformedlingen",
    "kommunernas-arbete-familj", "syv", "samordningsforbundet-rar", "region-sormland",
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "council", "members"),
    [
        ("samverkansrad-omstallning", "samverkansrad-omstallning-vagledning", BLUE_COUNCIL),
        ("samverkansrad-forberedande", "samverkansrad-forberedande-insatser", YELLOW_COUNCIL),
    ],
)
def test_the_councils_of_figures_6_4_2_and_6_4_3(sormland: Contents, kind: str, council: str, members: set[str]) -> None:
    """Each box of the figure is a proposed seat, and a rule of the council's kind that the seat's holder fulfils."""
    assert sormland.of(Forum)[council].kind == kind
    seats = [seat for seat in sormland.of(Seat).values() if seat.forum == council]
    assert {seat.holder for seat in seats} == members
    assert {seat.standing for seat in seats} == {Standing.PROPOSED}
    rules = [rule for rule in sormland.of(SeatRule).values() if (rule.forum_kind, rule.rule) == (kind, RuleKind.SEAT)]
    assert len(rules) == 11  # study associations and LBF share a box
    for rule in rules:
        assert [id_ for id_ in members if id_ in rule.parties or sormland.of(Actor)[id_].kind in rule.actor_kinds], rule.id


def test_the_region_shall_be_in_the_yellow_council_and_others_are_suitable(sormland: Contents) -> None:
    """§6.4.3: "Även Regionen ska vara representerad"; "lämpliga aktörer"."""
    seats = sormland.of(Seat)
    assert seats["samverkansrad-forberedande-insatser-region-sormland"].certainty == Certainty.CERTAIN
    assert sormland.of(SeatRule)["samverkansrad-forberedande-plats-region"].force == Force.RULE
    assert seats["samverkansrad-forberedande-insatser-arbetsformedlingen"].certainty_reason == "källan kallar den lämplig"


def test_rules_on_headmasters_and_heads_match_the_actors_that_are_those(sormland: Contents) -> None:
    rules = sormland.of(SeatRule)
    assert set(rules["branschforum-plats-komvux"].parties) == {"kommunala-komvuxrektorer", "vis"}
    assert rules["branschforum-plats-gymnasium"].parties == ("kommunala-gymnasiechefer",)


def test_who_convenes_and_how_often_the_future_is_looked_at(sormland: Contents) -> None:
    """§6.4.1; bil. 7."""
    rules = sormland.of(SeatRule)
    convener, seminar = rules["arbetsutskott-sammankallande"], rules["framtidsseminarium-moten"]
    assert (convener.rule, convener.actor_kinds) == (RuleKind.CONVENER, ("region", "regional-enhet"))
    assert (seminar.rule, seminar.least, seminar.most) == (RuleKind.MEETINGS, 1, 2)


def test_the_educators_of_the_working_committee_are_asked_for_as_need_decides(sormland: Contents) -> None:
    """The figure in §6.4.1."""
    rules = [
        rule for rule in sormland.of(SeatRule).values() if rule.forum_kind == "arbetsutskott" and rule.force == Force.POSSIBLE
    ]
    assert {kind for rule in rules for kind in rule.actor_kinds} == {"af-utbildare", "yrkeshogskola", "folkhogskola", "hogskola"}


def test_branch_forums_start_from_the_councils_that_exist(sormland: Contents) -> None:
    """Bil. 7; §6.4.1 names Kompetensråd Teknik as an example of a local workshop."""
    assert {forum.id: forum.builds_on for forum in sormland.of(Forum).values() if forum.builds_on} == {
        "branschforum-transport": ("branschrad-transport",),
        "branschforum-grona-naringar": ("branschrad-grona-naringar",),
        "lokal-kompetensverkstad-eskilstuna": ("kompetensrad-teknik-eskilstuna",),
    }


def test_framtid_industri_had_three_blocks_and_began_in_the_autumn_of_2008(sormland: Contents) -> None:
    """§5.2.1."""
    blocks = [forum for forum in sormland.of(Forum).values() if forum.part_of == "framtid-industri-samverkansgrupp"]
    chairs = {seat.forum: seat.holder for seat in sormland.of(Seat).values() if seat.position == Position.CHAIR}
    assert {block.id: chairs[block.id] for block in blocks} == {
        "framtid-industri-foretag": "almi-sormland",
        "framtid-industri-forskning": "malardalens-hogskola",
        "framtid-industri-personal": "arbetsformedlingen",
    }
    began = [record for record in sormland if record.id.startswith("framtid-industri")]
    assert {(record.valid_from, record.valid_from_words) for record in began} == {("2008-09-01", "hösten 2008")}
    assert {(record.valid_to, record.valid_to_words) for record in began} == {("2011-12-31", "2011")}


def test_the_preparedness_plan_has_seven_parts(sormland: Contents) -> None:
    """§5.2.2."""
    parts = [decision.id for decision in sormland.of(Decision).values() if decision.part_of == "forslag-beredskapsplan"]
    assert parts == [f"forslag-beredskapsplan-{number}" for number in range(1, 8)]


def test_who_is_concerned_as_bilaga_7_and_the_figures_say(sormland: Contents) -> None:
    concerned = {(row.source, row.target) for row in sormland.of(Involvement).values()}
    assert concerned >= {
        ("syv", "utbildning-matchning"), ("gymnasieskolor", "omstallning-vagledning"), ("hogskolan", "omstallning-vagledning"),
    }  # fmt: skip


def test_members_on_record_of_bilaga_3(sormland: Contents) -> None:
    def members(forum: str) -> dict[str | None, str]:
        return {seat.holder: str(seat.position) for seat in sormland.of(Seat).values() if seat.forum == forum}

    assert members("branschrad-transport") == {
        "arbetsformedlingen": "chair", "yh-maklarna": "member", "transportforetagen": "member", "region-sormland": "member",
    }  # fmt: skip
    assert set(members("branschrad-grona-naringar")) == {
        "arbetsformedlingen", "region-sormlands-naturbruksgymnasium", "naturbruksskolornas-forening", "yh-maklarna", "lrf-sormland",
    }  # fmt: skip
    assert members("vis") == members("skolchefsnatverket") == {"region-sormland": "member"}  # §4


B, Y = "samverkansrad-omstallning-vagledning", "samverkansrad-forberedande-insatser"
K = FlowKind


@pytest.mark.parametrize(
    ("source", "kind", "target", "standing"),
    [
        ("branschforum-transport", K.DEMAND, B, "proposed"),
        (B, K.DEMAND, Y, "proposed"),
        ("branschforum-transport", K.DEMAND, "lokal-kompetensverkstad-trosa", "proposed"),
        ("branschforum-transport", K.DEMAND, "programrad-yrkesprogram", "proposed"),
        (Y, K.DELIVERY, B, "proposed"),
        (B, K.DELIVERY, "branschforum-transport", "proposed"),
        (Y, K.DELIVERY, "branschforum-transport", "proposed"),
        ("lokal-kompetensverkstad-trosa", K.DELIVERY, "branschforum-transport", "proposed"),
        ("lokal-kompetensverkstad-trosa", K.SUPPORT, "branschforum-transport", "proposed"),
        ("programrad-yrkesprogram", K.SUPPORT, "branschforum-transport", "proposed"),
        ("rar-lg", K.SUPPORT, Y, "proposed"),
        ("branschforum-transport", K.ORDER, "arbetsutskott-transport", "proposed"),
        ("branschforum-transport", K.ORDER, "lokal-kompetensverkstad-trosa", "proposed"),
        (B, K.INFORMATION, "lokal-kompetensverkstad-trosa", "proposed"),
        (Y, K.INFORMATION, "lokal-kompetensverkstad-trosa", "proposed"),
        ("branschforum-transport", K.INFORMATION, "lokal-kompetensverkstad-trosa", "proposed"),
        ("lokal-kompetensverkstad-trosa", K.INFORMATION, "branschforum-transport", "proposed"),
        ("syv", K.INFORMATION, B, "proposed"),
        ("flen-kommun", K.INFORMATION, B, "proposed"),
        ("regional-samordnare", K.INFORMATION, "lokala-samordnare", "proposed"),
        ("lokala-samordnare", K.INFORMATION, "regional-samordnare", "proposed"),
        ("regional-samordnare", K.INFORMATION, "syv-natverket", "proposed"),
        ("regional-uppfoljare", K.INFORMATION, "branschforum-transport", "proposed"),
        ("regional-uppfoljare", K.INFORMATION, "kommunernas-naringslivschefer", "proposed"),
        ("analytiker", K.INFORMATION, "eskilstuna-fabriksforening", "proposed"),
        ("eskilstuna-fabriksforening", K.INFORMATION, "analytiker", "proposed"),
        (B, K.INFORMATION, "informationscentral", "proposed"),
        ("informationscentral", K.INFORMATION, "medborgare", "proposed"),
        ("region-sormland", K.INFORMATION, "myndigheten-for-yrkeshogskolan", "existing"),
        ("region-sormland", K.INFORMATION, "tillvaxtverket", "existing"),
        ("tillvaxtverket", K.INFORMATION, "naringsdepartementet", "existing"),
        ("regeringen", K.DEMAND, "region-sormland", "existing"),
        ("regeringen", K.DEMAND, "tillvaxtverket", "existing"),
        ("arbetsformedlingen", K.INFORMATION, "komvux", "existing"),
        ("branschforum-transport", K.DEMAND, Y, "proposed"),
        (Y, K.DEMAND, "rar-lg", "proposed"),
        ("arbetsutskott-transport", K.DELIVERY, "branschforum-transport", "proposed"),
        ("regional-samordnare", K.INFORMATION, "branschforum-transport", "proposed"),
        ("branschforum-transport", K.INFORMATION, "regional-samordnare", "proposed"),
        ("regional-samordnare", K.INFORMATION, B, "proposed"),
        ("regional-samordnare", K.INFORMATION, "rar-lg", "proposed"),
        (Y, K.INFORMATION, "regional-samordnare", "proposed"),
        ("rar-lg", K.INFORMATION, "regional-samordnare", "proposed"),
        ("lokala-samordnare", K.INFORMATION, "kommunala-sammankallande", "proposed"),
        ("kommunala-sammankallande", K.INFORMATION, "lokala-samordnare", "proposed"),
        ("informator", K.INFORMATION, "informationscentral", "proposed"),
        ("analytiker", K.INFORMATION, "branschforum-transport", "proposed"),
        ("analytiker", K.INFORMATION, "flen-kommun", "proposed"),
        ("scb", K.INFORMATION, "analytiker", "proposed"),
        ("uc", K.INFORMATION, "analytiker", "proposed"),
        ("branschforum-transport", K.INFORMATION, "regional-uppfoljare", "proposed"),
        ("myndigheten-for-yrkeshogskolan", K.INFORMATION, "region-sormland", "existing"),
        ("tillvaxtverket", K.INFORMATION, "region-sormland", "existing"),
        ("skolverket", K.DELIVERY, "tillvaxtverket", "existing"),
        ("regional-uppfoljare", K.INFORMATION, "kommunala-strateger", "proposed"),
        ("komvux", K.INFORMATION, "region-sormland", "existing"),
    ],
)
def test_flows_of_section_5(sormland: Contents, source: str, kind: FlowKind, target: str, standing: str) -> None:
    found = [flow for flow in sormland.of(Flow).values() if (flow.source, flow.kind, flow.target) == (source, kind, target)]
    assert [flow.standing for flow in found] == [standing]
    assert found[0].carries
    assert found[0].carries_en


def test_what_is_no_request_no_order_and_no_agenda(sormland: Contents) -> None:
    """§1.1 *bistå*; §6.4.1 *information*; §6.5.1–2 say nothing of agendas."""
    flows = list(sormland.of(Flow).values())
    assert not [flow for flow in flows if flow.kind == K.SUPPORT and flow.target == "tillvaxtverket"]
    assert not [flow for flow in flows if flow.kind == K.ORDER and flow.source in (B, Y)]
    assert not [flow for flow in flows if "dagordning" in (flow.carries or "")]


def test_those_present_at_a_group_meeting_are_no_more_than_probable_members(sormland: Contents) -> None:
    """Bil. 3; the chairs apart."""
    seats = [seat for seat in sormland.of(Seat).values() if seat.forum.startswith("branschrad-")]
    assert {(seat.position, seat.certainty) for seat in seats} == {
        (Position.CHAIR, Certainty.CERTAIN), (Position.MEMBER, Certainty.UNCERTAIN),
    }  # fmt: skip


def test_the_role_for_groups_is_given_to_those_whom_the_source_gives_it(sormland: Contents) -> None:
    """§6.2; Länsstyrelsen is to be invited and the overlooked of §6.3 are to be included, neither has the role."""
    actors = sormland.of(Actor)
    others = ["lansstyrelsen", "idrottsforeningar", "ungdomsnatverk", "kvinnonatverk", "religiosa-organisationer"]
    assert not [id_ for id_ in others if "vissa-grupper" in actors[id_].roles]
    assert all("vissa-grupper" in actors[id_].roles for id_ in ("samordningsforbundet-rar", "arbetsformedlingen", "flen-kommun"))


def test_the_invited_of_section_6_3_concern_all_three_areas(sormland: Contents) -> None:
    for who in ("integrationsstrateger", "lansstyrelsen", "sormlandsidrotten", "eskilstuna-united", "sprakvan"):
        assert {row.target for row in sormland.of(Involvement).values() if row.source == who} == set(sormland.of(Area))


def test_what_bilaga_3_lists_organisations_as(sormland: Contents) -> None:
    kinds = {
        id_: sormland.of(Actor)[id_].kind for id_ in ("katec", "mitc", "agro-sormland", "teknikcollege-malardalen", "yh-maklarna")
    }
    assert kinds == {
        "katec": "foretagsframjare", "mitc": "utvecklare", "agro-sormland": "intresseorganisation",
        "teknikcollege-malardalen": "intresseorganisation", "yh-maklarna": "utbildningsmaklare",
    }  # fmt: skip
    assert not [id_ for id_ in ("konsortiet-4m", "ostlanken") if sormland.of(Actor)[id_].kind == "projekt"]


def test_the_data_has_a_licence_with_attribution_and_no_owning_function(sormland: Contents) -> None:
    """The source's own terms; it proposes the region as owner, and names no function."""
    (landscape,) = sormland.of(Landscape).values()
    assert landscape.licence == "http://creativecommons.org/licenses/by/4.0/"
    assert (landscape.owner, landscape.owner_function) == ("region-sormland", None)


def test_the_law_on_local_programme_councils_is_not_about_skolverkets(sormland: Contents) -> None:
    smart = sormland.of(Forum)["programrad-smart-elektronik"]
    assert smart.kind not in {rule.forum_kind for rule in sormland.of(SeatRule).values()}


def test_functions_of_section_6_are_proposed(sormland: Contents) -> None:
    assert set(sormland.of(Function)) >= {
        "regional-samordnare",
        "lokala-samordnare",
        "informator",
        "analytiker",
        "regional-uppfoljare",
    }
    assert {function.standing for function in sormland.of(Function).values()} == {Standing.PROPOSED}


PROPOSALS = {  # § → number of proposals in the domain's table, the seven parts of §5.2.2 and the plan itself counted
    "förord": 1, "§1.3": 1, "§2": 1, "§3": 1, "§4": 1, "§5.1": 4, "§5.2": 1, "§5.2.2": 7, "§5.3": 1, "§6.3": 2, "§6.4.1": 6, "§6.4.2": 1,
    "§6.4.3": 2, "§6.5.1": 1, "§6.5.2": 1, "§6.5.3": 1, "§6.5.4": 1, "§6.5.5": 2, "bil. 6": 1, "bil. 7": 4,
}  # fmt: skip


def test_every_proposal_of_section_11(sormland: Contents) -> None:
    found: dict[str, int] = {}
    for decision in sormland.of(Decision).values():
        if decision.kind == DecisionKind.PROPOSAL:
            place = decision.evidence[0].split(" ", 1)[1]
            found[place] = found.get(place, 0) + 1
    assert found == PROPOSALS


def test_addressees_that_the_source_does_not_name_are_uncertain(sormland: Contents) -> None:
    to = {(part.decision, part.addressee): part.certainty for part in sormland.of(Assignment).values()}
    assert to["forslag-karta-forvalta", "region-sormland"] == Certainty.CERTAIN
    assert to["forslag-informationscentral", "region-sormland"] == Certainty.UNCERTAIN
    assert to["forslag-leda-gula", "samordningsforbundet-rar"] == Certainty.UNCERTAIN  # "lämplig"
    assert to["forslag-lokala-natverk", "rar-lg"] == Certainty.UNCERTAIN  # "möjlighet"
    assert sum(decision == "forslag-samhallsutveckling" for decision, _ in to) == 10


EARLIER = ("regeringsuppdrag-2010", "regeringsbeslut-2012", "regeringsbeslut-2015")


def test_the_government_decisions(sormland: Contents) -> None:
    to = {
        part.addressee
        for part in sormland.of(Assignment).values()
        if part.decision in ("regeringsbeslut-2012", "regeringsbeslut-2015")
    }
    assert to == {"regionforbundet-sormland"}  # §1.1: Region Sörmland was not formed yet
    numbers = {decision.case_number for decision in sormland.of(Decision).values()} - {None}
    assert numbers == {"N2012/06275/RT", "N2015/02413/RTS", "N2017/07839/RTS"}
    assert sormland.of(Decision)["regeringsbeslut-2017"].taken_on == "2017-12-21"


def test_nothing_is_said_that_the_source_does_not_say(sormland: Contents) -> None:
    """No due dates, no sex counts, no invented rows; the only step on record is the government's decision."""
    assert {part.due for part in sormland.of(Assignment).values()} == {None}
    assert {(forum.women, forum.men) for forum in sormland.of(Forum).values()} == {(None, None)}
    assert [(step.kind, step.on) for step in sormland.of(Step).values()] == [(StepKind.TAKEN, "2017-12-21")]
    assert not any(record.example for record in sormland)


def test_every_row_has_its_place_in_the_source(sormland: Contents) -> None:
    for record in sormland:
        assert all(re.fullmatch(r"programforklaring-2020 (§\d(\.\d)*|bil\. \d|förord)", item) for item in record.evidence), (
            record.id
        )


def test_nothing_is_more_certain_than_what_it_rests_on(with_examples: Contents) -> None:
    assert not {
        (record.label, record.id, end.id) for record in with_examples for end in find_uncertain_ends(record, with_examples)
    }


def test_what_is_said_of_all_forums_of_a_kind_is_said_once(sormland: Contents) -> None:
    """A relation of a forum that is written out says `som forumet`; that forum, and its kind, say why."""
    reasons = Counter(flow.certainty_reason for flow in sormland.of(Flow).values() if flow.certainty_reason)
    assert reasons.most_common(1)[0][0] == "som forumet"
    for kind in ("branschforum", "arbetsutskott", "lokal-kompetensverkstad"):
        assert "osäkert som de" in (sormland.of(ForumKind)[kind].description or "")


def test_the_source_and_its_authors_are_named(sormland: Contents) -> None:
    (landscape,) = sormland.of(Landscape).values()
    readme = (SEEDS / "sormland" / "README.md").read_text(encoding="utf-8")
    for words in (landscape.attribution or "", readme):
        assert all(name in words for name in ("Jan Lindoff", "Susann Karlsson", "Johan Frisk"))


def test_examples_are_marked_row_by_row(with_examples: Contents, sormland: Contents) -> None:
    invented = [record for record in with_examples if sormland.find(record.label, record.id) is None]
    assert len(invented) > 100
    for record in invented:
        assert record.example
        assert record.id.startswith("exempel-")
        assert "(exempel)" in str(record.values().get("name", "(exempel)"))


def test_the_examples_show_every_step(with_examples: Contents) -> None:
    kinds = {step.kind for step in with_examples.of(Step).values()}
    assert kinds == set(StepKind)
    parts = [part for part in with_examples.of(Assignment).values() if part.example]
    assert {part.owner is None for part in parts} == {True, False}
    assert {part.due is None for part in parts} == {True, False}
    assert any(seat.holder is None for seat in with_examples.of(Seat).values())


def test_the_files_open_in_excel() -> None:
    """UTF-8 with BOM, `;` between columns."""
    for path in Path(SEEDS).rglob("*.csv"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbfid;"), path


def test_the_four_processes_and_what_they_feed_each_other(sormland: Contents) -> None:
    """§1.3: two main processes, two that support them and gather what flows in the whole."""
    kinds = {process.id.removeprefix("process-"): process.kind.value for process in sormland.of(Process).values()}
    main, supporting = ["driva-samverkanssystemet", "regional-planering"], ["analys-insiktsformedling", "informationscentral"]
    assert kinds == dict.fromkeys(main, "main") | dict.fromkeys(supporting, "supporting")
    flows = {(flow.source, flow.target): flow for flow in sormland.of(ProcessFlow).values()}
    assert {("process-analys-insiktsformedling", f"process-{name}") for name in main} <= flows.keys()
    assert "kvalitet" in (flows["process-driva-samverkanssystemet", "process-regional-planering"].carries or "")


@pytest.mark.parametrize(
    ("owner", "n"),
    [("process-driva-samverkanssystemet", 6), ("process-regional-planering", 3), ("process-analys-insiktsformedling", 3),
     ("process-informationscentral", 7), ("branschforum", 6), ("arbetsutskott", 2), ("programrad", 6)],
)  # fmt: skip
def test_tasks_and_purposes(sormland: Contents, owner: str, n: int) -> None:
    assert sum(owner in (task.process, task.forum_kind) for task in sormland.of(Task).values()) == n


def test_the_yearly_wheel_is_the_sources_example(sormland: Contents) -> None:
    """§6.4.1: working committees in the first and third quarter, branch forums in the second and fourth."""
    themes = sormland.of(Theme).values()
    assert Counter((theme.quarter, theme.body) for theme in themes) == {
        (1, "arbetsutskott"): 3, (2, "branschforum"): 4, (3, "arbetsutskott"): 7, (4, "branschforum"): 6,
    }  # fmt: skip
    assert {(theme.forum_kind, theme.certainty) for theme in themes} == {("branschforum", Certainty.UNCERTAIN)}


def test_recipients_and_groups(sormland: Contents) -> None:
    """§1.4: thirteen boxes, citizens and three groups; §6.3: whom to invite, and who is overlooked. An actor may be in several."""
    groups = sormland.of(Group)
    assert sum(group.kind == "recipient" for group in groups.values()) == 15
    members = Counter(item.source for item in sormland.of(GroupMembership).values())
    assert {members[f"{name}-kommun"] for name in ("eskilstuna", "flen", "trosa")} == {3}
    overlooked = {item.source for item in sormland.of(GroupMembership).values() if groups[item.target].kind == "overlooked"}
    assert len(overlooked) == 5
