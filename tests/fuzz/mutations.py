"""Damage to bytes, as disks and people with bad intentions do it; drawn by hypothesis, so that it shrinks."""

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

T = TypeVar("T")

TIMES = int(os.environ.get("NEARDUP_FUZZ", "0"))
"""NEARDUP_FUZZ=100 tries a hundred times as many, and other ones each time."""

_PLACE = st.floats(0, 1, exclude_max=True)


def fuzz(examples: int) -> Callable[[Any], Any]:
    """Settings for a fuzz test: seconds in the usual run, and always the same tries there."""
    return settings(
        max_examples=examples * max(1, TIMES),
        deadline=None,
        derandomize=TIMES == 0,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def damaged(originals: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """One of some valid files with one to eight pieces of damage."""
    return st.builds(_apply, st.sampled_from(originals), st.lists(_DAMAGE, min_size=1, max_size=8))


def outcome(call: Callable[[], T], refusal: type[Exception]) -> T | str:
    """What a call gives, or the sentence with which it refuses; anything else that is raised is a bug."""
    try:
        return call()
    except refusal as error:
        return str(error)


def _apply(raw: bytes, pieces: list[Callable[[bytes], bytes]]) -> bytes:
    for damage in pieces:
        raw = damage(raw)
    return raw


def _overwritten(place: float, with_: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: raw[: (at := int(place * len(raw)))] + with_ + raw[at + len(with_) :]


def _inserted(place: float, what: bytes) -> Callable[[bytes], bytes]:
    return lambda raw: raw[: (at := int(place * len(raw)))] + what + raw[at:]


def _cut_out(place: float, length: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[: (at := int(place * len(raw)))] + raw[at + length :]


def _cut_short(place: float) -> Callable[[bytes], bytes]:
    return lambda raw: raw[: int(place * len(raw))]


def _repeated(place: float, length: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[: (at := int(place * len(raw))) + length] + raw[at:]


_NUMBERS = st.sampled_from(
    [b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff", b"\x80\x00\x00\x00", bytes(8), b"\xff\xfe"]
)
_EARLY = _PLACE.map(lambda place: place**3)
"""Headers stand early, and that is where damage does most."""
_DAMAGE = st.one_of(
    st.builds(
        _overwritten, st.one_of(_PLACE, _EARLY), st.one_of(st.binary(min_size=1, max_size=8), _NUMBERS)
    ),
    st.builds(_inserted, st.one_of(_PLACE, _EARLY), st.binary(min_size=1, max_size=16)),
    st.builds(_cut_out, st.one_of(_PLACE, _EARLY), st.integers(1, 64)),
    st.builds(_repeated, _PLACE, st.integers(1, 256)),
    st.builds(_cut_short, _PLACE),
)
