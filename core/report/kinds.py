"""The kinds of reports."""

from enum import StrEnum
from pathlib import Path


class ReportKind(StrEnum):
    """For people, for spreadsheets, for programs. Each is named as its files end."""

    HTML = "html"
    CSV = "csv"
    JSON = "json"


def kind_of(path: Path, otherwise: ReportKind) -> ReportKind:
    """The kind that a file's name asks for; another where it asks for none."""
    return next((kind for kind in ReportKind if path.suffix.lower() == f".{kind}"), otherwise)
