"""The tables of the catalogue as SQLAlchemy models, in SQLite as the migrations make them.

    photo ──> content <── embedding ──> model <── lsh_index <── bucket, short_block
                 ^ ^── thumbnail, draft   ^─────── similar
    skip, scan, drive              (content_id runs through bucket and similar too)
    removal ──> removal_session    the journal, which outlives the photos: it points at paths, not at rows
    decision, chosen_keeper, mark  what a person decided, by SHA-256 and path: it outlives a rescan and a move
    spared, looked_over            likewise

A `photo` is a file; a `content` is its bytes. Three backups of one phone are three photos and one
content: read, embedded, hashed and compared once. Rows stay inside this folder; the rest of NearDup
sees the values of `core.photo`.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import Text, TypeDecorator

from core.errors import CatalogDamaged

WAY_OUT = "To save what can be read of it: neardup recover. No photo is touched by that."


class FsPath(TypeDecorator[Path]):
    """A path as the bytes of the file system, so that names that are not UTF-8 survive."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Path | None, dialect: Dialect) -> bytes | None:
        return None if value is None else os.fsencode(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Path | None:
        try:
            return None if value is None else Path(os.fsdecode(value))
        except TypeError as error:
            raise CatalogDamaged(
                f"The catalogue holds a path that makes no sense: {value!r}. {WAY_OUT}"
            ) from error


class IsoTime(TypeDecorator[datetime]):
    """A moment in ISO 8601, with its zone where it has one: SQLite's own type would lose the zone."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        try:
            return None if value is None else datetime.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise CatalogDamaged(
                f"The catalogue holds a time that makes no sense: {value!r}. {WAY_OUT}"
            ) from error


class ServerText(TypeDecorator[str]):
    """Text in PostgreSQL: in the order of its bytes, as in SQLite, and without NUL, which it refuses."""

    impl = Text
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(collation="C")

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if value else value


class Base(DeclarativeBase):
    """Numbers have 64 bits everywhere: SQLite's INTEGER does by itself."""

    metadata = MetaData()
    type_annotation_map: dict[Any, Any] = {  # noqa: RUF012
        Path: FsPath,
        datetime: IsoTime().with_variant(IsoTime(collation="C"), "postgresql"),
        str: Text().with_variant(ServerText(), "postgresql"),
        float: Float,
        int: BigInteger().with_variant(Integer(), "sqlite"),
    }


class ContentRow(Base):
    """The bytes behind one or more photos, and everything read from them."""

    __tablename__ = "content"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[bytes] = mapped_column(unique=True)
    width: Mapped[int]
    height: Mapped[int]
    format: Mapped[str]
    sharpness: Mapped[float]
    captured: Mapped[datetime | None]
    camera: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    software: Mapped[str | None]
    exposure: Mapped[float | None]
    aperture: Mapped[float | None]
    bias: Mapped[float | None]
    iso: Mapped[int | None]


class ThumbnailRow(Base):
    """A JPEG of the whole picture; apart from `content`, whose rows are read by the thousand."""

    __tablename__ = "thumbnail"

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"), primary_key=True)
    jpeg: Mapped[bytes]


class DraftRow(Base):
    """A content whose thumbnail, sharpness and vectors come from a small copy in the file so far."""

    __tablename__ = "draft"

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"), primary_key=True)


class PhotoRow(Base):
    """A file. `present` is false once a scan no longer found it; it may come back with its drive.

    `arrived` is when it was first read with the bytes that it has; null in scans from before that was kept.
    """

    __tablename__ = "photo"
    __table_args__ = (Index("photo_content", "content_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[Path] = mapped_column(unique=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"))
    size: Mapped[int]
    mtime_ns: Mapped[int]
    dev: Mapped[int]
    inode: Mapped[int]
    present: Mapped[bool]
    arrived: Mapped[datetime | None]


class SkipRow(Base):
    """A file that could not be read, so that it is tried again only when it, or the reader, changed.

    `sha256` is that of its bytes where another file has as many, else None.
    """

    __tablename__ = "skip"

    path: Mapped[Path] = mapped_column(primary_key=True)
    size: Mapped[int]
    mtime_ns: Mapped[int]
    reason: Mapped[str]
    reader: Mapped[str]
    present: Mapped[bool]
    sha256: Mapped[bytes | None]


class ModelRow(Base):
    """A model whose vectors are kept. Vectors of two models never meet."""

    __tablename__ = "model"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    dim: Mapped[int]


class EmbeddingRow(Base):
    """A unit vector as float16[dim]. `compared` tells whether its matches are all in `similar`."""

    __tablename__ = "embedding"
    __table_args__ = (
        Index("embedding_waiting", "model_id", "content_id", "compared", sqlite_where=text("compared = 0")),
    )

    model_id: Mapped[int] = mapped_column(ForeignKey("model.id", ondelete="CASCADE"), primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id", ondelete="CASCADE"), primary_key=True)
    vector: Mapped[bytes]
    compared: Mapped[bool]


class LshIndexRow(Base):
    """The hash tables of one model: their shape and their hyperplanes.

    The hyperplanes themselves are stored, not a seed: NumPy's random streams may change.
    """

    __tablename__ = "lsh_index"

    id: Mapped[int] = mapped_column(primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("model.id", ondelete="CASCADE"), unique=True)
    bits: Mapped[int]
    tables: Mapped[int]
    probes: Mapped[int]
    hyperplanes: Mapped[bytes]


class BucketRow(Base):
    """One row per photo content and hash table, clustered by bucket (see DESIGN section 4)."""

    __tablename__ = "bucket"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    index_id: Mapped[int] = mapped_column(ForeignKey("lsh_index.id", ondelete="CASCADE"), primary_key=True)
    table_no: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[int] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(primary_key=True)


class ShortBlockRow(Base):
    """The short vectors and sketches of some contents, in the order of `contents`; `count` says how many.

    A sketch is read without the vectors, which come last. See `core.catalog.short_vectors`.
    """

    __tablename__ = "short_block"
    __table_args__ = (Index("short_block_order", "index_id", "id", "count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    index_id: Mapped[int] = mapped_column(ForeignKey("lsh_index.id", ondelete="CASCADE"))
    count: Mapped[int]
    contents: Mapped[bytes]
    sketches: Mapped[bytes]
    numbers: Mapped[bytes]


class SimilarRow(Base):
    """Two contents that match, and the evidence; a_id < b_id.

    `forth` and `back` are findings from a to b and from b to a: `resized=0.4 mirrored=0`. The last four are
    the `Lineage`, null until the two are compared at full size; losses are written like findings.
    """

    __tablename__ = "similar"
    __table_args__ = (Index("similar_other", "model_id", "b_id"), {"sqlite_with_rowid": False})

    model_id: Mapped[int] = mapped_column(ForeignKey("model.id", ondelete="CASCADE"), primary_key=True)
    a_id: Mapped[int] = mapped_column(primary_key=True)
    b_id: Mapped[int] = mapped_column(primary_key=True)
    similarity: Mapped[float]
    relation: Mapped[str]
    probability: Mapped[float]
    forth: Mapped[str]
    back: Mapped[str]
    b_of_a: Mapped[float | None]
    a_of_b: Mapped[float | None]
    losses_a: Mapped[str | None]
    losses_b: Mapped[str | None]


class ApartRow(Base):
    """A photo that leads a unit (RAW and JPEG, say) which a person wants to be treated as single files."""

    __tablename__ = "apart"
    __table_args__ = (Index("apart_path", "path", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[Path]


class ScanRow(Base):
    """A finished scan. `roots` is a JSON list of paths in file-system bytes as hexadecimal.

    `model` is the name or path that the model was asked for by; "" in scans from before it was kept.
    """

    __tablename__ = "scan"

    id: Mapped[int] = mapped_column(primary_key=True)
    finished: Mapped[datetime]
    roots: Mapped[str]
    scanned: Mapped[int]
    seconds: Mapped[float]
    backend: Mapped[str]
    model: Mapped[str]


class RemovalSessionRow(Base):
    """One press of the button, or one command: what was done with everything in it."""

    __tablename__ = "removal_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    began: Mapped[datetime]
    action: Mapped[str]


class RemovalRow(Base):
    """What was meant to happen to one file, and what did: written before the action, closed after it.

    `unit` is the photo that the file belongs to, itself for the photo. `place` is where the file went.
    """

    __tablename__ = "removal"
    __table_args__ = (
        Index("removal_of_session", "session_id"),
        Index("removal_path", "path"),
        Index("removal_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("removal_session.id"))
    group_no: Mapped[int]
    action: Mapped[str]
    path: Mapped[Path]
    size: Mapped[int]
    mtime_ns: Mapped[int]
    dev: Mapped[int]
    inode: Mapped[int]
    sha256: Mapped[bytes]
    unit: Mapped[Path]
    survivor: Mapped[Path | None]
    place: Mapped[Path | None]
    began: Mapped[datetime]
    ended: Mapped[datetime | None]
    state: Mapped[str]
    reason: Mapped[str]
    restored_to: Mapped[Path | None]


class DecisionRow(Base):
    """What a person decided about two contents, by SHA-256, a <= b; see `core.catalog.decisions`.

    Where both are one, it is about files with the same bytes, of which there were `copies`. All pairs of one
    act have one time.
    """

    __tablename__ = "decision"
    __table_args__ = (Index("decision_pair", "a_sha256", "b_sha256", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    a_sha256: Mapped[bytes]
    b_sha256: Mapped[bytes]
    kind: Mapped[str]
    copies: Mapped[int]
    decided: Mapped[datetime]


class ChosenKeeperRow(Base):
    """A photo that a person wants to be the keeper of its group. `path` tells files with its bytes apart."""

    __tablename__ = "chosen_keeper"
    __table_args__ = (Index("chosen_keeper_content", "sha256", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[bytes]
    path: Mapped[Path]
    decided: Mapped[datetime]


class DriveRow(Base):
    """A volume, or its folder `inside`, that was seen at `top`; see `core.storage.drives`."""

    __tablename__ = "drive"
    __table_args__ = (Index("drive_place", "volume", "top", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    volume: Mapped[str]
    top: Mapped[Path]
    inside: Mapped[Path]
    seen: Mapped[datetime]


class ListedRow:
    """A photo on a list that a person made: another content at its path is another photo, and is on none."""

    __tablename__: str

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[Path]
    sha256: Mapped[bytes]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index]:  # noqa: N805 - SQLAlchemy calls it with the class
        return (Index(f"{cls.__tablename__}_path", "path", unique=True),)


class SparedRow(ListedRow, Base):
    """A copy that stays when all that its keeper covers goes."""

    __tablename__ = "spared"


class LookedOverRow(ListedRow, Base):
    """A photo that arrived and is covered, and that a person let stay; see `core.folders.arrivals`."""

    __tablename__ = "looked_over"


class MarkRow(ListedRow, Base):
    """A photo marked for removal."""

    __tablename__ = "mark"
