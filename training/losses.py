"""What the descriptor is taught: copies together, everything else apart, and nothing crowded.

InfoNCE with a low temperature and the differential-entropy term of Pizzi et al. 2022, "A self-supervised
descriptor for image copy detection" (arXiv 2202.10261), after Sablayrolles et al. 2019 (arXiv 1806.03198).

Negatives come from the batch alone. A queue of earlier batches' vectors was tried (He et al. 2020, arXiv
1911.05722, but without a second network): nothing held today's vectors from fleeing the queue all in one
direction, and the nearest different photos came to a cosine of 0.8 within sixty steps.
"""

from typing import NamedTuple

import tensorflow as tf

_FAR = -1e9
# 2 - 2 * cosine never counts as less than this: two vectors that coincide would have an endless gradient.
_CLOSEST = 1e-4


class Losses(NamedTuple):
    """Scalars: the mean over the views of a batch."""

    contrast: tf.Tensor
    entropy: tf.Tensor


def copy_losses(vectors: tf.Tensor, classes: tf.Tensor, temperature: float) -> Losses:
    """Compute both losses.

    Args:
        vectors: float32[2 * photos, dim], unit rows: the first views of all photos, then their second views.
        classes: int64[2 * photos]; views of one class are never each other's negatives.
        temperature: what cosines are divided by.
    """
    photos = tf.shape(vectors)[0] // 2
    cosines = tf.matmul(vectors, vectors, transpose_b=True)
    negatives = tf.where(classes[:, None] != classes[None], cosines, _FAR)

    partner = tf.roll(tf.range(2 * photos), photos, axis=0)
    positives = tf.gather(cosines, partner, axis=1, batch_dims=1)
    logits = tf.concat([positives[:, None], negatives], axis=1) / temperature
    contrast = tf.reduce_mean(tf.reduce_logsumexp(logits, axis=1) - logits[:, 0])

    # log of the distance of unit vectors, which is sqrt(2 - 2 * cosine)
    squared_distance = tf.maximum(2 - 2 * tf.reduce_max(negatives, axis=1), _CLOSEST)
    entropy = -tf.reduce_mean(0.5 * tf.math.log(squared_distance))
    return Losses(contrast, entropy)
