"""What would be lost: facts that exist only on a photo marked for removal, and on none that stays for it."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.loss import Loss as Held
from core.match.origin import RAW_FORMATS
from core.match.relation import CLOCK_TOLERANCE_S
from core.photo import DuplicateGroup, ExifFacts, Photo
from core.review.dates import another_day, dated_anew, dates_of, new_dates
from core.review.dialects.fields import DATED, FURTHER, Topic
from core.review.dialects.written import NOTHING_WRITTEN, Saying, Written, is_told, joined, words_of
from core.review.marks import COPIES
from core.review.xmp import XmpFacts

NO_FACTS = XmpFacts()


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes with one photo. `facts` could be kept in a sidecar of the photo that stays; the rest cannot.

    `larger` and `raw` tell that the most pixels, or the camera's own RAW data, would go; `developed`, that
    develop settings would. `held` is what the two pictures at full size tell.
    """

    photo: Photo
    facts: XmpFacts = NO_FACTS
    larger: bool = False
    raw: bool = False
    developed: bool = False
    held: tuple[Held, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Loss(self.photo)


def losses(
    group: DuplicateGroup, marked: Collection[int], written: Mapping[int, Written]
) -> tuple[Loss, ...]:
    """What the marks of a group would lose, photo by photo; those with nothing to lose are left out.

    A photo is compared with the copies of it that stay. Another shot of the scene is another picture, whose
    date and pixels are its own: of such only what a person wrote is told, a rating and keywords.

    Args:
        group: the group.
        marked: ids of its photos that would go.
        written: ratings and keywords by photo id, as far as they were read.
    """
    copies = [
        group.keeper,
        *(one.photo for one in group.members if one.relation in COPIES and one.twin is None),
    ]
    copy_ids = {photo.id for photo in copies}
    held = {member.photo.id: member.losses for member in group.members if group.keeper.id not in marked}
    staying = [photo for photo in group.photos if photo.id not in marked]
    copies_staying = [photo for photo in staying if photo.id in copy_ids]
    found: list[Loss] = []
    for photo in group.photos:
        if photo.id not in marked:
            continue
        twins = [other for other in staying if other.content_id == photo.content_id]
        same = copies_staying if photo.id in copy_ids else twins
        loss = _loss(photo, same, written) if same else _of_a_person(_loss_of_words(photo, staying, written))
        if not twins:
            loss = replace(loss, held=held.get(photo.id, ()))
        if not loss.is_empty:
            found.append(loss)
    return tuple(found)


def _loss(photo: Photo, staying: Sequence[Photo], written: Mapping[int, Written]) -> Loss:
    """What goes where copies of the picture stay."""
    words = _loss_of_words(photo, staying, written)
    own = written.get(photo.id, NOTHING_WRITTEN)
    mine = known_facts(photo, own)
    kept = [known_facts(other, written.get(other.id, NOTHING_WRITTEN)) for other in staying]
    placed = any(other.latitude is not None for other in kept)
    said = joined(written.get(other.id, NOTHING_WRITTEN) for other in staying)
    dates = new_dates(own, said, [mine.captured, said.captured, *(other.captured for other in kept)])
    facts = replace(
        words.facts,
        further=(*words.facts.further, *(Saying(DATED, one) for one in dates)),
        captured=None if any(other.captured for other in kept) else mine.captured,
        latitude=None if placed else mine.latitude,
        longitude=None if placed else mine.longitude,
        camera=None if any(other.camera for other in kept) else mine.camera,
    )
    return Loss(
        photo,
        facts,
        larger=all(photo.pixels > other.pixels for other in staying),
        raw=photo.format in RAW_FORMATS and all(other.format not in RAW_FORMATS for other in staying),
        developed=words.developed,
    )


def _loss_of_words(photo: Photo, staying: Sequence[Photo], written: Mapping[int, Written]) -> Loss:
    """What goes of a person's own words."""
    mine = written.get(photo.id, NOTHING_WRITTEN)
    theirs = [written.get(other.id, NOTHING_WRITTEN) for other in staying]
    facts = missing_words(mine, joined(theirs))
    return Loss(photo, facts, developed=mine.developed and not any(other.developed for other in theirs))


def _of_a_person(loss: Loss) -> Loss:
    """The same without what the camera said of the shot."""
    words = tuple(one for one in loss.facts.further if one.topic is not Topic.SHOT)
    return replace(loss, facts=replace(loss.facts, further=words))


def known_facts(photo: Photo, written: Written) -> XmpFacts:
    """A photo's date, place and camera: the camera's own words, or else those that somebody wrote down."""
    exif = photo.exif
    place = exif if exif.latitude is not None else written
    return XmpFacts(
        _captured(exif.captured, written.captured),
        place.latitude,
        place.longitude,
        camera=exif.camera or written.camera,
    )


def _captured(camera: datetime | None, written: datetime | None) -> datetime | None:
    """The camera's time, with the zone that somebody wrote down for that very time."""
    if camera is not None and written is not None and _zone_alone(camera, written):
        return camera.replace(tzinfo=written.tzinfo)
    return camera or written


def _zone_alone(known: datetime | None, other: datetime | None) -> bool:
    """Whether of two equal times only the second tells in which zone."""
    if known is None or other is None or known.tzinfo is not None or other.tzinfo is None:
        return False
    return abs((other.replace(tzinfo=None) - known).total_seconds()) < CLOCK_TOLERANCE_S


def missing_words(mine: Written, theirs: Written) -> XmpFacts:
    """What one photo says in words and another does not; dates are looked at on their own."""

    words = words_of(theirs)

    def only(name: str) -> Any:
        value = getattr(mine, name)
        told = getattr(theirs, name) is not None or (name in _SENTENCES and value and is_told(value, words))
        return None if told else value

    def more(name: str) -> tuple[str, ...]:
        return tuple(word for word in getattr(mine, name) if word not in getattr(theirs, name))

    return XmpFacts(
        rating=only("rating"),
        keywords=more("keywords"),
        hierarchy=more("hierarchy"),
        label=only("label"),
        title=only("title"),
        caption=only("caption"),
        artist=only("artist"),
        copyright=only("copyright"),
        persons=more("persons"),
        faces=tuple(face for face in mine.faces if face.name not in {other.name for other in theirs.faces}),
        further=tuple(
            one
            for one in _unsaid(mine, theirs)
            if one.topic is not Topic.DATE and not _is_spoken_for(one, theirs)
        ),
    )


def _unsaid(mine: Written, theirs: Written) -> list[Saying]:
    """What one says besides and another does not."""
    words = words_of(theirs)
    return [
        one
        for one in mine.further
        if one not in theirs.further and not (one.topic is Topic.COMMENT and is_told(one.text, words))
    ]


def _is_spoken_for(saying: Saying, theirs: Written) -> bool:
    """Whether another has a word of its own where only one can stand."""
    there = any(other.name == saying.name for other in theirs.further)
    return there and not FURTHER[saying.name].is_list


@dataclass(frozen=True, slots=True)
class Untold:
    """What one photo says and the one that stays for it does not.

    `facts` can be handed over to that one. `otherwise`: it says something else where the other has its own
    word, or what no sidecar of the other could say.
    """

    facts: XmpFacts = NO_FACTS
    otherwise: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.otherwise and self.facts.is_empty


NOTHING_UNTOLD = Untold()


def untold(keeper: Photo, loser: Photo, mine: Written, theirs: Written) -> Untold:
    """What would be untold if `loser` went.

    Args:
        keeper: the photo that stays.
        loser: the photo that goes.
        mine: what was written about `keeper`.
        theirs: what was written about `loser`.
    """
    known, lost = known_facts(keeper, mine), known_facts(loser, theirs)
    words = missing_words(theirs, mine)
    framed_alike = (keeper.width, keeper.height) == (loser.width, loser.height)
    dates = new_dates(theirs, mine, [known.captured, mine.captured, lost.captured])
    handed = len(dates) == 1 and known.captured is None and lost.captured is None and not dates_of(mine)
    facts = replace(
        words,
        captured=lost.captured
        if known.captured is None or _zone_alone(known.captured, lost.captured)
        else None,
        latitude=lost.latitude if known.latitude is None else None,
        longitude=lost.longitude if known.latitude is None else None,
        camera=lost.camera if known.camera is None else None,
        faces=words.faces if framed_alike else (),
        further=(*words.further, *(Saying(DATED, one) for one in dates if handed)),
    )
    sentences = words_of(mine)
    differ = any(
        (own := getattr(mine, name)) is not None
        and (other := getattr(theirs, name)) not in (None, own)
        and not (name in _SENTENCES and is_told(other, sentences))
        for name in _SINGLE
    ) or any(
        _is_spoken_for(one, mine)
        for one in _unsaid(theirs, mine)
        if one.topic not in (Topic.SHOT, Topic.DATE)
    )
    differ = (
        differ
        or (bool(dates) and not handed)
        or dated_anew(loser.exif.captured, theirs.captured, [known.captured, mine.captured])
    )
    # Where both have the camera's time, the pictures themselves say what that means: see `covering.py`.
    if keeper.exif.captured is None or loser.exif.captured is None:
        differ = differ or another_day(known.captured, lost.captured)
    differ = differ or far_away(known, lost)
    settings = theirs.developed and not mine.developed
    return Untold(facts, otherwise=differ or settings or facts.faces != words.faces)


def far_away(one: XmpFacts | ExifFacts, other: XmpFacts | ExifFacts) -> bool:
    """Whether two places are more than one. Services round them to some kilometres."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    north = math.radians(other.latitude - one.latitude)
    east = math.radians((other.longitude - one.longitude + 180) % 360 - 180)
    east *= math.cos(math.radians((one.latitude + other.latitude) / 2))
    return _EARTH_KM * math.hypot(north, east) > _ONE_PLACE_KM


_EARTH_KM, _ONE_PLACE_KM = 6371.0, 10.0


_SINGLE = ("rating", "label", "title", "caption", "artist", "copyright")

_SENTENCES = ("title", "caption")
