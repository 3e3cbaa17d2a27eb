"""Learns the last step of a descriptor from photos: subtract the mean, rotate to principal axes, whiten.

Plain pooled features of a classifier all point roughly the same way, which hides what is special about a
photo and leaves hyperplanes through the origin nothing to split. Whitening gives every direction the same
variance, so that photos which have nothing in common lie around cosine 0 (Jégou and Chum 2012, "Negative
evidences and co-occurrences in image retrieval: the benefit of PCA and whitening").
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Whitening:
    """`features @ matrix + bias`: float32[features, dim] and float32[dim]."""

    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]


def learn_whitening(features: NDArray[np.floating], dim: int) -> Whitening:
    """Fit to the features of many photos, several times more of them than features.

    Args:
        features: float[photos, features].
        dim: how many principal axes to keep, the strongest first.
    """
    wide = features.astype(np.float64)
    mean = wide.mean(axis=0)
    variances, axes = np.linalg.eigh(np.cov(wide - mean, rowvar=False))
    strongest = np.argsort(variances)[::-1][:dim]
    matrix = axes[:, strongest] / np.sqrt(np.maximum(variances[strongest], 1e-9))
    return Whitening(matrix.astype(np.float32), (-mean @ matrix).astype(np.float32))
