"""Random hyperplanes: which side of each a vector lies on makes its bucket keys.

Two vectors at an angle are parted by a random plane through the origin with probability angle / pi
(Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002), so close vectors
agree in most bits. Table t's key is slice t of the bits; all keys together are the vector's sketch.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from core.photo import BucketKeys, Embeddings

Normals = NDArray[np.float32]
"""float32[tables, bits, dim]: the normal vector of each plane, of any length."""

Margins = NDArray[np.float32]
"""float32[n, tables, bits]: how far each vector lies from each plane, negative on the far side."""

MAX_BITS = 62
"""A key stays a positive int64, which is what SQLite stores best."""


@dataclass(frozen=True, slots=True, eq=False)
class Hyperplanes:
    """The planes of every table, drawn once and kept with the catalogue.

    The arithmetic is float32, so a vector that all but touches a plane may fall on either side of it
    when it is hashed in another batch. That costs such a pair one bit, which recall already allows for.
    """

    normals: Normals

    def __post_init__(self) -> None:
        if self.normals.ndim != 3 or self.normals.dtype != np.float32 or self.normals.size == 0:
            raise ValueError(
                f"normals must be float32[tables, bits, dim], not {self.normals.dtype}{self.normals.shape}"
            )
        if self.bits > MAX_BITS:
            raise ValueError(f"a key holds at most {MAX_BITS} bits, not {self.bits}")
        if not np.isfinite(self.normals).all():
            raise ValueError("normals must be finite")

    @classmethod
    def draw(cls, dim: int, bits: int, tables: int, seed: int) -> "Hyperplanes":
        """Draw planes in every direction alike, at right angles to each other as far as the dimensions go.

        So none of them tells what another tells already, and the angle between two vectors is told better: at
        a cosine of 0.61, 256 margins spread it by 0.028 instead of 0.040 in 512 dimensions (Ji et al.,
        "Super-Bit Locality-Sensitive Hashing", NIPS 2012).
        """
        drawn = np.random.default_rng(seed).standard_normal((tables * bits, dim))
        crossed = [np.linalg.qr(drawn[first : first + dim].T)[0].T for first in range(0, len(drawn), dim)]
        return cls(np.concatenate(crossed).astype(np.float32).reshape(tables, bits, dim))

    @property
    def tables(self) -> int:
        return self.normals.shape[0]

    @property
    def bits(self) -> int:
        return self.normals.shape[1]

    @property
    def dim(self) -> int:
        return self.normals.shape[2]

    def keys(self, embeddings: Embeddings) -> BucketKeys:
        """Hash vectors: bit j of a key is set when the vector lies on the positive side of plane j.

        The work is done in chunks: beside input and output it takes about 40 MB, however many vectors.

        Args:
            embeddings: float32[n, dim]; only directions matter.

        Returns:
            int64[n, tables], each in [0, 2**bits).
        """
        keys = np.empty((len(embeddings), self.tables), dtype=np.int64)
        for rows in _chunks(len(embeddings), self.tables * self.bits):
            keys[rows] = _pack(self.project(embeddings[rows]) > 0)
        return keys

    def project(self, embeddings: Embeddings) -> Margins:
        """Return the margins float32[n, tables, bits]; the smaller, the less certain is the bit."""
        if embeddings.ndim != 2 or embeddings.shape[1] != self.dim:
            raise ValueError(f"the planes cut {self.dim} dimensions; the vectors are {embeddings.shape}")
        flat = self.normals.reshape(-1, self.dim)
        margins = embeddings.astype(np.float32, copy=False) @ flat.T
        return margins.reshape(len(embeddings), self.tables, self.bits)

    def to_bytes(self) -> bytes:
        """Write the planes themselves: a seed is no record, NumPy may change its streams."""
        header = _HEADER.pack(_MAGIC, self.tables, self.bits, self.dim)
        return header + self.normals.astype("<f4", copy=False).tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Hyperplanes":
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: the bytes are not hyperplanes, or are cut short.
        """
        if len(data) < _HEADER.size:
            raise ValueError("these bytes are too short to be hyperplanes")
        magic, *shape = cast(tuple[bytes, int, int, int], _HEADER.unpack_from(data))
        tables, bits, dim = shape
        if magic != _MAGIC:
            raise ValueError("these bytes are not hyperplanes")
        if len(data) != _HEADER.size + 4 * tables * bits * dim:
            raise ValueError(f"hyperplanes {tables} x {bits} x {dim} do not fit {len(data)} bytes")
        normals = np.frombuffer(data, dtype="<f4", offset=_HEADER.size)
        return cls(normals.astype(np.float32).reshape(tables, bits, dim))


_MAGIC = b"NDHP"
_HEADER = struct.Struct("<4s3I")
_CHUNK_MARGINS = 1 << 22  # 16 MB of float32


def _chunks(rows: int, margins_per_row: int) -> Iterator[slice]:
    step = max(1, _CHUNK_MARGINS // margins_per_row)
    for start in range(0, rows, step):
        yield slice(start, start + step)


def _pack(sides: NDArray[np.bool_]) -> BucketKeys:
    """bool[n, tables, bits] -> int64[n, tables], bit 0 first."""
    n, tables, _ = sides.shape
    octets = np.packbits(sides, axis=2, bitorder="little")
    words = np.zeros((n, tables, 8), dtype=np.uint8)
    words[:, :, : octets.shape[2]] = octets
    return words.view("<i8").reshape(n, tables).astype(np.int64, copy=False)
