"""Finished scans: which folders a person looked at last."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select

from core.catalog.tables import ScanRow


@dataclass(frozen=True, slots=True)
class FinishedScan:
    """What is remembered of a scan that ran to its end.

    `model` is what to ask for to get the model of its groups; "" where that was not kept.
    """

    finished: datetime
    roots: tuple[Path, ...]
    scanned: int
    seconds: float
    backend: str
    model: str = ""


def add(
    connection: Connection,
    roots: Sequence[Path],
    scanned: int,
    seconds: float,
    backend: str,
    model: str = "",
) -> None:
    """Remember a scan that has just ended."""
    values = {
        "finished": datetime.now(UTC),
        "roots": json.dumps([os.fsencode(root).hex() for root in roots]),
        "scanned": scanned,
        "seconds": seconds,
        "backend": backend,
        "model": model,
    }
    connection.execute(insert(ScanRow), [values])


def last(connection: Connection) -> FinishedScan | None:
    """The latest scan; None before the first."""
    columns = (
        ScanRow.finished,
        ScanRow.roots,
        ScanRow.scanned,
        ScanRow.seconds,
        ScanRow.backend,
        ScanRow.model,
    )
    row = connection.execute(select(*columns).order_by(ScanRow.id.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    roots = tuple(Path(os.fsdecode(bytes.fromhex(text))) for text in json.loads(row.roots))
    return FinishedScan(row.finished, roots, row.scanned, row.seconds, row.backend, row.model)
