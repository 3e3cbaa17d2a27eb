"""What Picasa keeps about a photo in its folder's own file."""

from core.companions.picasa import Framed, Noted
from core.review.dialects.fields import COLLECTIONS, PICKED
from core.review.dialects.regions import Face
from core.review.dialects.written import Saying, Written, caption, each_once


def from_picasa(noted: Noted) -> Written:
    """Take what is noted as what was written. Changes that Picasa only shows count as develop settings."""
    latitude, longitude = noted.place or (None, None)
    named = [face for face in noted.faces if face.name]
    return Written(
        keywords=each_once(noted.keywords),
        caption=caption(noted.caption),
        persons=each_once(face.name for face in named),
        faces=tuple(dict.fromkeys(map(_face, named))),
        developed=noted.edited,
        latitude=latitude,
        longitude=longitude,
        further=(
            *((Saying(PICKED, "1"),) if noted.starred else ()),
            *(Saying(COLLECTIONS, name, (("mwg-coll:CollectionName", name),)) for name in noted.albums),
        ),
    )


def _face(face: Framed) -> Face:
    left, top, right, bottom = face.frame
    return Face(face.name, (left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
