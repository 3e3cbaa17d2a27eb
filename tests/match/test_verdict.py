"""A verdict follows the evidence, and never calls more than DESIGN section 5 allows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.match.features import Colours
from core.match.findings import Side, describe, findings
from core.match.measures import MEASURES, closeness, measures
from core.match.registration import Registration
from core.match.verdict import Basis, Verdict, judge, pressed_twice
from core.photo import Relation

COPY = Registration(
    mapping=np.eye(3),
    scale=1.0,
    rotation=0.0,
    mirrored=False,
    stretch=1.0,
    inliers=120,
    covered_a=1.0,
    covered_b=1.0,
    correlation=0.99,
    agreement=1.0,
    informative=100,
    detail=0.95,
    difference=0.0,
    scattered=0.0,
    unrest=0.4,
    moved=0.0,
    spots=0.0,
    exchange=0.0,
    typical=0.01,
    displaced=0.0,
    tones=0.0,
    drawn=0.0,
    brightness=0.0,
    contrast=1.0,
)
NEXT_FRAME = replace(
    COPY,
    agreement=0.72,
    correlation=0.7,
    unrest=4.8,
    moved=0.25,
    difference=0.1,
    scattered=0.1,
    inliers=60,
    spots=0.1,
    exchange=0.7,
    typical=0.03,
    displaced=0.6,
    tones=0.5,
    drawn=0.02,
)
CHANCE = replace(
    COPY,
    agreement=0.15,
    correlation=0.2,
    unrest=6.0,
    inliers=6,
    covered_a=0.3,
    difference=0.5,
    scattered=0.2,
    spots=0.85,
    exchange=0.5,
    typical=0.85,
)
CAPTIONED = replace(
    COPY,
    agreement=0.85,
    correlation=0.8,
    inliers=90,
    difference=0.06,
    scattered=0.02,
    spots=0.08,
    exchange=0.1,
    typical=0.02,
    displaced=0.02,
    tones=0.8,
    drawn=0.3,
)
PLAIN = Colours(red=3, blue=-2, red_spread=10, blue_spread=12, together=0.3)
PHOTO = Side(4000, 3000, PLAIN)


def verdict(
    registration: Registration | None,
    cosine: float = 0.7,
    detail: float = 1.0,
    seconds_apart: float | None = None,
    same_camera: bool | None = None,
    one_press: bool | None = None,
) -> Verdict:
    return judge(
        cosine,
        registration,
        same_scene=0.5,
        same_picture=0.85,
        detail=detail,
        seconds_apart=seconds_apart,
        same_camera=same_camera,
        one_press=one_press,
    )


def test_copy_that_agrees_everywhere_is_the_same_picture() -> None:
    found = verdict(COPY)
    assert found.relation is Relation.SAME_PICTURE
    assert found.basis is Basis.REGISTERED
    assert found.probability > 0.95


def test_crop_of_a_far_descriptor_is_still_the_same_picture() -> None:
    assert verdict(replace(COPY, covered_a=0.35, inliers=30), cosine=0.3).relation is Relation.SAME_PICTURE


def test_next_frame_of_a_burst_is_the_same_scene_at_most() -> None:
    assert verdict(NEXT_FRAME).relation is Relation.SAME_SCENE


def test_copy_with_writing_on_it_is_the_same_picture() -> None:
    assert verdict(CAPTIONED).relation is Relation.SAME_PICTURE


def test_somebody_who_walked_in_makes_it_another_press() -> None:
    passer_by = replace(CAPTIONED, tones=0.4, drawn=0.02, exchange=0.4, displaced=0.2)
    assert verdict(passer_by).relation is Relation.SAME_SCENE


def test_what_differs_everywhere_is_no_copy_though_no_spot_stands_out() -> None:
    turned_globe = replace(
        COPY, typical=0.45, agreement=0.62, correlation=0.9, inliers=0, difference=0.14, informative=40
    )
    assert verdict(turned_globe).relation is not Relation.SAME_PICTURE


def test_clock_tells_two_presses_apart_however_well_they_agree() -> None:
    found = verdict(COPY, seconds_apart=2.0, same_camera=True)
    assert found.relation is Relation.SAME_SCENE
    assert found.basis is Basis.CLOCK


def test_shots_with_different_edges_are_one_scene_however_well_they_agree() -> None:
    found = verdict(replace(COPY, covered_a=0.95, covered_b=0.95))
    assert found.relation is Relation.SAME_SCENE
    assert found.basis is Basis.FRAMING


def test_copies_that_lost_their_sub_seconds_are_one_press() -> None:
    assert verdict(COPY, seconds_apart=0.4, same_camera=True).relation is Relation.SAME_PICTURE


def test_frames_of_one_second_are_two_presses_where_their_sub_seconds_differ() -> None:
    found = verdict(COPY, seconds_apart=0.1, same_camera=True, one_press=False)
    assert found.relation is Relation.SAME_SCENE
    assert found.basis is Basis.CLOCK


def test_two_crops_are_one_picture_where_the_clock_says_one_press() -> None:
    crops = replace(COPY, covered_a=0.8, covered_b=0.8)
    assert verdict(crops, seconds_apart=0.0, same_camera=True).relation is Relation.SAME_SCENE
    found = verdict(crops, seconds_apart=0.0, same_camera=True, one_press=True)
    assert found.relation is Relation.SAME_PICTURE


def test_clock_alone_makes_no_picture_of_what_does_not_agree() -> None:
    assert verdict(CHANCE, cosine=0.4, seconds_apart=0.0, same_camera=True, one_press=True).relation is None


def test_chance_agreement_is_no_match() -> None:
    assert verdict(CHANCE, cosine=0.4).relation is None


def test_cosine_alone_is_never_the_same_picture() -> None:
    assert verdict(None, cosine=0.999).relation is not Relation.SAME_PICTURE


def test_flat_pictures_do_not_match_without_evidence() -> None:
    found = verdict(None, cosine=1.0, detail=0.0)
    assert found.relation is None
    assert found.basis is Basis.NOTHING


def test_shots_of_one_moment_belong_together_more_readily() -> None:
    alone = verdict(None, cosine=0.55)
    together = verdict(None, cosine=0.55, seconds_apart=2.0, same_camera=True)
    assert together.together > alone.together


@given(agreement=st.floats(0, 0.9), more=st.floats(0, 0.1), cosine=st.floats(-1, 1))
def test_more_agreement_never_speaks_against_a_pair(agreement: float, more: float, cosine: float) -> None:
    less = verdict(replace(COPY, agreement=agreement), cosine)
    better = verdict(replace(COPY, agreement=agreement + more), cosine)
    assert better.picture >= less.picture
    assert better.together >= less.together


@given(st.floats(-1, 1), st.floats(0.05, 1), st.floats(0.05, 1))
def test_order_of_the_pair_changes_no_measure(cosine: float, covered_a: float, covered_b: float) -> None:
    there = replace(COPY, covered_a=covered_a, covered_b=covered_b, scale=0.7, rotation=30, contrast=0.8)
    close = closeness(cosine, 0.5, 0.85)
    assert np.allclose(measures(there, close), measures(there.swapped(), close))
    assert len(measures(None, close)) == len(MEASURES)


def test_findings_say_what_was_done() -> None:
    small_crop = replace(COPY, covered_a=0.62, rotation=90.0, brightness=24.0, difference=0.08, scale=1.27)
    found = findings(small_crop, PHOTO, Side(945, 1260, PLAIN), seconds_apart=2, same_camera=True)
    assert describe(found) == (
        "resized to 40 %",
        "cropped to 62 %",
        "rotated by 90°",
        "brighter",
        "something was added (8 % of the picture)",
        "2 s apart",
        "same camera",
    )


@pytest.mark.parametrize(
    ("colours", "said"),
    [
        (Colours(0, 0, 0.3, 0.3, 0.5), "black and white"),
        (Colours(8, -14, 3, 5, 0.99), "tinted, such as sepia"),
        (Colours(20, -10, 10, 12, 0.3), "other colours"),
    ],
)
def test_findings_name_what_became_of_the_colours(colours: Colours, said: str) -> None:
    assert describe(findings(COPY, PHOTO, Side(4000, 3000, colours))) == (said,)


def test_mere_re_encoding_leaves_nothing_to_say() -> None:
    assert findings(COPY, PHOTO, PHOTO) == ()


@pytest.mark.parametrize(
    ("apart", "press", "twice"),
    [(None, None, False), (0.0, None, False), (3.0, None, True), (0.0, False, True), (0.0, True, False)],
)
def test_clock_tells_two_presses_of_the_shutter(apart: float | None, press: bool | None, twice: bool) -> None:
    assert pressed_twice(apart, press) is twice
