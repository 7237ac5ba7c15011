"""The matrix of voices as a picture, its signs, and shares on a line with a band."""

import re
from itertools import product

import pytest

from viz.charts.band_dots import draw_band_dot
from viz.charts.voice_matrix import VoiceCell, VoiceColumn, VoiceGroup, VoiceMatrix, VoiceRow, draw_matrix
from viz.charts.voice_signs import VoiceSign

DOUBTS = ("", "proposed", "uncertain")
COLUMNS = [
    VoiceColumn("gron", "Grön", "green"),
    VoiceColumn("gron", "Grön", "green", "transport", "Transport", "Branschforum Transport", "Branschforum"),
    VoiceColumn("gron", "Grön", "green", "rad", "Råd", "Råd", "Branschråd"),
    VoiceColumn("bla", "Blå", "blue"),
]


def make_matrix(sign: VoiceSign) -> VoiceMatrix:
    row = VoiceRow("visita", "Visita", [VoiceCell(sign, "okänt"), None, VoiceCell(sign, "plats"), None])
    return VoiceMatrix(COLUMNS, [VoiceGroup("Arbetsgivare", 1, [row])])


def test_columns_stand_under_their_area_and_kind_verdicts_alone() -> None:
    matrix = make_matrix(VoiceSign("direct"))
    assert [(column.area, n) for column, n in matrix.areas] == [("gron", 3), ("bla", 1)]
    assert [(column.kind, n) for column, n in matrix.kinds] == [("", 1), ("Branschforum", 1), ("Branschråd", 1), ("", 1)]


def test_signs_of_another_meaning_look_different() -> None:
    signs = [VoiceSign(how, doubt) for how, doubt in product(("direct", "network"), DOUBTS)]  # type: ignore[arg-type]
    signs += [VoiceSign("none"), VoiceSign("none", "uncertain"), VoiceSign("unknown"), VoiceSign("direct", letter="O")]
    signs += [VoiceSign("none", in_forum=True), VoiceSign("unknown", in_forum=True), VoiceSign("direct", without_mandate=True)]
    signs += [VoiceSign("direct", "proposed", "O"), VoiceSign("direct", "uncertain", "O"), VoiceSign("direct", example=True)]
    assert len({sign.draw() for sign in signs}) == len({sign.key for sign in signs}) == len(signs)


def test_the_picture_has_each_name_and_each_sign_with_its_words() -> None:
    drawing = draw_matrix(make_matrix(VoiceSign("unknown")), "Vem sitter var", "Röst", [(VoiceSign("none"), "inte alls")])
    words = re.findall(r">([^<]+)</text>", drawing.content)
    assert {"Visita", "Arbetsgivare 1", "Grön", "Röst", "Branschforum Transport", "inte alls"} <= {*words}
    assert re.findall(r"<title>([^<]+)</title>", drawing.content) == ["okänt", "plats"]


@pytest.mark.parametrize(("share", "outside"), [(0, True), (39.9, True), (40, False), (50, False), (60, False), (100, True)])
def test_a_share_outside_the_band_has_another_shape(share: float, outside: bool) -> None:
    drawing = draw_band_dot(share, (40, 60), "2 av 8")
    assert ("<path" in drawing.content) == outside
    assert ("<circle" in drawing.content) != outside
