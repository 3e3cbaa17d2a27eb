"""Says whether two scans found the same: same_scan.py ONE.json ONE.sqlite3 OTHER.json OTHER.sqlite3.

The same groups, the same files that could not be read, and of each photo the same size, format and vector.
"""

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import numpy as np

_PHOTOS = """
    SELECT path, width, height, format, vector FROM photo
    JOIN content ON content.id = content_id JOIN embedding USING (content_id) ORDER BY path
"""
_ROUNDING = 1e-5
"""Vectors differ in the eighth digit by how many photos were computed at once."""


def groups(report: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """Each group's photos with their relation, the keeper's among them."""
    return sorted(
        sorted([(group["keeper"], ""), *((photo["path"], photo["relation"]) for photo in group["members"])])
        for group in report["groups"]
    )


def photos(catalogue: str) -> tuple[list[tuple[Any, ...]], np.ndarray]:
    """What is known of each photo, and their vectors."""
    with sqlite3.connect(catalogue) as connection:
        rows = connection.execute(_PHOTOS).fetchall()
    return [row[:-1] for row in rows], np.array([np.frombuffer(row[-1], np.float32) for row in rows])


def compare(one: str, catalogue: str, other: str, other_catalogue: str) -> str:
    """What both found.

    Raises:
        SystemExit: they differ.
    """
    reports = [json.loads(Path(report).read_text(encoding="utf-8")) for report in (one, other)]
    found = [groups(report) for report in reports]
    if found[0] != found[1]:
        raise SystemExit("The groups differ.")
    if reports[0]["skipped"] != reports[1]["skipped"]:
        raise SystemExit(f"Other files were skipped: {reports[0]['skipped']}, {reports[1]['skipped']}")
    (known, vectors), (other_known, other_vectors) = photos(catalogue), photos(other_catalogue)
    if known != other_known or not np.allclose(vectors, other_vectors, rtol=0, atol=_ROUNDING):
        raise SystemExit("Photos were read otherwise.")
    skipped = len(reports[0]["skipped"])
    return f"the same {len(known)} photos, {len(found[0])} groups and {skipped} that could not be read"


if __name__ == "__main__":
    print(compare(*sys.argv[1:]))
