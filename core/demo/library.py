"""Makes a small throw-away library of near-duplicates, so that a newcomer sees groups at once.

Everything is drawn here: nothing is downloaded, and no person's photo is used. The same seed
draws the same pictures.
"""

import io
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image

from core.demo import edits
from core.demo.album import ALBUM, BROKEN, BURST_STEP, Copy, Motif
from core.demo.brushes import Shot, develop
from core.errors import NearDupError
from core.progress import CancelToken, Progress, Reporter, Stage


def make_demo_library(
    folder: Path, *, report: Reporter, cancel: CancelToken, seed: int = 2024, long_side: int = 1200
) -> int:
    """Draw the demo's photos and lay them and their edited copies into a folder.

    Args:
        folder: where to; made if it is missing. Files of the same names are written over.
        report: told after each file.
        cancel: looked at before each file.
        seed: another one draws other pictures.
        long_side: of the photos, in pixels; the short side is three quarters of it.

    Returns:
        How many files were written.

    Raises:
        NearDupError: the folder cannot be written.
        Cancelled: the person asked for it; what was written until then stays.
    """
    total = sum(motif.frames + len(motif.copies) for motif in ALBUM) + 1
    written = 0
    try:
        report(Progress(Stage.DEMO, 0, total))
        for path in _written(folder, seed, long_side, cancel):
            written += 1
            report(Progress(Stage.DEMO, written, total, photos=written, detail=path.name))
            cancel.check()
    except OSError as error:
        why = error.strerror or str(error)
        raise NearDupError(
            f"The demo photos cannot be written to {folder}: {why}. Choose another folder."
        ) from error
    return written


def _written(folder: Path, seed: int, long_side: int, cancel: CancelToken) -> Iterator[Path]:
    """Write the files one by one, and yield each path as it is done."""
    for motif in ALBUM:
        first: Image.Image | None = None
        for frame in range(motif.frames):
            cancel.check()
            taken = motif.taken + frame * BURST_STEP
            image = photograph(motif, frame, seed, long_side)
            first = first or image
            path = folder / motif.frame_path(frame)
            save(image, path, 92, taken, exif_of(taken, motif.number), on_its_side=motif.on_its_side)
            yield path
        assert first is not None
        for copy in motif.copies:
            path = folder / copy.path
            _write_copy(motif, copy, first, folder / motif.frame_path(0), path)
            yield path
    path = folder / BROKEN
    _write_broken(folder / ALBUM[0].frame_path(0), path)
    yield path


def photograph(motif: Motif, frame: int, seed: int, long_side: int) -> Image.Image:
    """Draw one frame; the place is the same in all frames, the moment is not."""
    short_side = long_side * 3 // 4
    height, width = (long_side, short_side) if motif.upright else (short_side, long_side)
    shot = Shot(
        height=height,
        width=width,
        place=np.random.default_rng([seed, motif.number]),
        moment=np.random.default_rng([seed, motif.number, frame + 1]),
        seconds=frame * BURST_STEP.total_seconds(),
    )
    image = develop(motif.scene(shot), shot.moment)
    return edits.held_by_hand(frame)(image) if frame else image


def _write_copy(motif: Motif, copy: Copy, image: Image.Image, original: Path, path: Path) -> None:
    if copy.edit is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(original, path)
        return
    exif = exif_of(motif.taken, motif.number, software="NearDup Demo Editor") if copy.keeps_exif else None
    save(copy.edit(image), path, copy.quality, motif.taken, exif)


def _write_broken(whole: Path, path: Path) -> None:
    """A file that a failing card left behind: the beginning of a photo, and nothing after it."""
    path.write_bytes(whole.read_bytes()[:900])


def save(
    image: Image.Image,
    path: Path,
    quality: int,
    taken: datetime,
    exif: Image.Exif | None,
    *,
    on_its_side: bool = False,
) -> None:
    """Encode, and give the file the time at which the photo was taken.

    `on_its_side` stores the picture as a camera held upright does: turned, and marked to be turned back.
    """
    if on_its_side and exif is not None:
        image = image.transpose(Image.Transpose.ROTATE_90)
        exif[ExifTags.Base.Orientation] = 6
    file = io.BytesIO()
    match path.suffix.lower():
        case ".png":
            image.save(file, "PNG", compress_level=4)
        case ".webp":
            image.save(file, "WEBP", quality=quality, method=2)
        case _:
            image.save(file, "JPEG", quality=quality, exif=exif or Image.Exif())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.getvalue())
    os.utime(path, (taken.timestamp(), taken.timestamp()))


def exif_of(taken: datetime, number: int, software: str = "") -> Image.Exif:
    """What a camera writes. The place is Point Nemo, as far from anybody's home as the sea allows."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "NearDup"
    exif[ExifTags.Base.Model] = "Demo Camera"
    exif[ExifTags.Base.DateTime] = f"{taken:%Y:%m:%d %H:%M:%S}"
    if software:
        exif[ExifTags.Base.Software] = software
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {
            ExifTags.Base.DateTimeOriginal: f"{taken:%Y:%m:%d %H:%M:%S}",
            ExifTags.Base.SubsecTimeOriginal: f"{taken.microsecond // 1000:03d}",
            ExifTags.Base.ISOSpeedRatings: 100 * (1 + number % 4),
        }
    )
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "S",
            ExifTags.GPS.GPSLatitude: (48.0, 52.0, 36.0),
            ExifTags.GPS.GPSLongitudeRef: "W",
            ExifTags.GPS.GPSLongitude: (123.0, 23.0, 36.0),
        }
    )
    return exif
