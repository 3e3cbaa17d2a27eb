"""Small reports to write in tests."""

import io
from datetime import datetime
from pathlib import Path

from PIL import Image

from core.photo import (
    Change,
    DuplicateGroup,
    Evidence,
    ExifFacts,
    Finding,
    ImageFile,
    Member,
    Photo,
    Relation,
    Skipped,
)
from core.report.scan_report import ScanReport


def photo(number: int, path: Path, size: int = 1000) -> Photo:
    file = ImageFile(path=path, size=size, mtime_ns=0, dev=1, inode=number)
    exif = ExifFacts(captured=datetime(2024, 5, 14, 9, 30, number), camera="=Acme X100")
    return Photo(number, number, file, bytes(32), 4000, 3000, "JPEG", 1.0, exif)


def group(*paths: Path, reason: str = "It has the most pixels.") -> DuplicateGroup:
    keeper, *others = (photo(number, path) for number, path in enumerate(paths, start=1))
    relations = list(Relation)
    apart = Finding(Change.SECONDS_APART, 3.0)
    members = tuple(
        Member(
            other,
            relations[number % 3],
            Evidence(0.98765 - number / 100, 0.9, (apart,)),
        )
        for number, other in enumerate(others)
    )
    return DuplicateGroup(keeper, reason, members)


def report(*groups: DuplicateGroup, skipped: tuple[Skipped, ...] = ()) -> ScanReport:
    return ScanReport(groups, skipped, scanned=1204, seconds=38.24567, backend="ONNX Runtime 1.23, CPU")


def thumbnail(_: Photo) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(file, "JPEG")
    return file.getvalue()
