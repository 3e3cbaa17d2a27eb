"""Small real things for tests: photo files made with Pillow, and catalogued photos made of nothing."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from PIL import Image

from core.match.grouping import group_photos
from core.match.relation import seconds_apart
from core.photo import DecodedPhoto, DuplicateGroup, ExifFacts, ImageFile, Lineage, Match, Photo, Relation


def draw(seed: int, size: tuple[int, int] = (160, 120)) -> Image.Image:
    """A picture unlike that of any other seed: soft colour blobs, a few at every scale."""
    stream = np.random.default_rng(seed)
    picture = np.zeros((size[1], size[0], 3))
    for cells in (3, 6, 12):
        blobs = Image.fromarray(stream.integers(0, 256, (cells, cells, 3), dtype=np.uint8))
        picture += np.asarray(blobs.resize(size, Image.Resampling.BICUBIC), dtype=float) * (3 / cells)
    return Image.fromarray((picture * 255 / picture.max()).astype(np.uint8))


def grainy(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """The same with fine structure, as photos have it: a copy with fewer pixels has lost some of it."""
    blobs = np.asarray(draw(seed, size), dtype=float)
    stream = np.random.default_rng(seed + 1000)
    fine = sum(
        np.kron(stream.normal(0, 9, (-(-size[1] // cell), -(-size[0] // cell), 1)), np.ones((cell, cell, 1)))[
            : size[1], : size[0]
        ]
        for cell in (1, 2, 4)
    )
    return Image.fromarray(np.clip(blobs + fine, 0, 255).astype(np.uint8))


def save(picture: Image.Image, path: Path, **options: object) -> Path:
    """Write a picture, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, **options)
    return path


def image_file(path: Path) -> ImageFile:
    """A file as a walk would find it."""
    stat = path.stat()
    return ImageFile(path, stat.st_size, stat.st_mtime_ns, stat.st_dev, stat.st_ino)


def photo(
    identity: int,
    path: str | Path | None = None,
    *,
    content: int | None = None,
    size: tuple[int, int] = (4000, 3000),
    bytes_: int = 3_000_000,
    format_: str = "JPEG",
    captured: datetime | None = None,
    camera: str | None = None,
    latitude: float | None = None,
    software: str | None = None,
    sharpness: float = 0.5,
    mtime_ns: int = 1_700_000_000_000_000_000,
) -> Photo:
    """A catalogued photo of which no file exists. Its content is its own unless `content` says otherwise."""
    content = identity if content is None else content
    return Photo(
        id=identity,
        content_id=content,
        file=ImageFile(Path(path or f"/photos/{identity:04}.jpg"), bytes_, mtime_ns, 1, identity),
        sha256=hashlib.sha256(str(content).encode()).digest(),
        width=size[0],
        height=size[1],
        format=format_,
        sharpness=sharpness,
        exif=ExifFacts(captured, camera, latitude, None if latitude is None else 0.0, software),
    )


def decoded(path: str | Path, content: bytes = b"one", *, mtime_ns: int = 1, inode: int = 0) -> DecodedPhoto:
    """What a reading of a file would have given."""
    return DecodedPhoto(
        file=ImageFile(Path(path), len(content), mtime_ns, 1, inode),
        sha256=hashlib.sha256(content).digest(),
        pixels=np.zeros((32, 32, 3), dtype=np.uint8),
        thumbnail=b"thumbnail of " + content,
        width=640,
        height=480,
        format="JPEG",
        sharpness=0.25,
        exif=ExifFacts(camera="Camera"),
    )


COVERS = Lineage(0.5, 0.5)
"""Of two that were compared at full size: neither holds anything that the other does not."""


def grouped(
    photos: Sequence[Photo], similar: Iterable[tuple[int, int, float]] = (), same_picture: float = 0.8
) -> tuple[DuplicateGroup, ...]:
    """Group photos by cosines and the cameras' clocks alone: no thumbnail is looked at."""
    exif = {one.content_id: one.exif for one in sorted(photos, key=lambda one: one.id)}
    matches: list[Match] = []
    for a, b, cosine in similar:
        apart = seconds_apart(exif[a], exif[b]) if a in exif and b in exif else None
        is_picture = cosine >= same_picture and (apart is None or apart < 1)
        relation = Relation.SAME_PICTURE if is_picture else Relation.SAME_SCENE
        matches.append(Match(a, b, relation, cosine, cosine, lineage=COVERS))
    return group_photos(photos, matches)
