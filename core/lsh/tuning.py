"""How many bits, tables and probes? The cheapest that find the wanted share of matches.

The tables show which photos fall together, and answer the questions about a library whose sketches take
too much memory; a scan compares by short vectors, unless buckets are cheaper. More bits make buckets purer
and lose more matches per table; more tables and probes win them back, at the price of rows and look-ups. The
odds are known, so the trade is arithmetic, not taste: see `recall` for what a choice finds and
`cost_seconds` for what it takes.
"""

import math
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from core.errors import SettingsError
from core.settings import LshParams, LshSettings

MAX_TABLES = 32
MAX_TABLES_OF_MANY = 20
MANY = 20_000
"""Photos beyond which fewer tables do. A photo's row in each of them is a page of its own to be written: with
32 tables, that took 1.2 s of adding 1,000 photos to a million. 20 of 14 bits still fill a sketch of 256."""

MAX_PROBES = 2
MOST_BITS = 24

MOST_PER_BUCKET = 4
"""Photos in a bucket on average: a query reads hundreds of buckets."""

BACKGROUND_SPREAD = 0.15
"""Standard deviation of the cosine between photos that are no match. A real library is not a random
one: its beaches resemble each other, and they fill each other's buckets."""


def choose(
    photos: int,
    cosine: float,
    settings: LshSettings,
    dim: int = 256,
    spread: float = BACKGROUND_SPREAD,
) -> LshParams:
    """Choose the cheapest parameters that find `settings.recall` of the pairs at `cosine`.

    Numbers given in the settings are kept. Where they leave no way to the wanted recall, the
    parameters with the best recall within `most_tables` are returned: ask `recall` what they reach.

    Args:
        photos: size of the library; pass `planned_size(n)`, so that a few new photos change nothing.
        cosine: the lowest cosine at which pairs are still to be found.
        settings: the wanted recall, and numbers chosen by hand.
        dim: length of the vectors.
        spread: see `BACKGROUND_SPREAD`.

    Raises:
        SettingsError: a setting that makes no sense.
    """
    _check(settings)
    most = most_tables(photos)
    best: tuple[tuple[float, float], LshParams] | None = None
    for bits in _bits_for(photos) if settings.bits is None else (settings.bits,):
        for probes in range(MAX_PROBES + 1) if settings.probes is None else (settings.probes,):
            tables = settings.tables or _tables_needed(bits, probes, cosine, settings.recall, most)
            params = LshParams(bits=bits, tables=tables, probes=probes)
            shortfall = max(0.0, settings.recall - recall(params, cosine))
            rank = shortfall, cost_seconds(params, photos, cosine, dim, spread)
            if best is None or rank < best[0]:
                best = rank, params
    assert best is not None
    return best[1]


def _bits_for(photos: int) -> range:
    """Bits that leave at most `MOST_PER_BUCKET` photos in a bucket, if they lay evenly."""
    fewest = math.ceil(math.log2(max(photos, 1) / MOST_PER_BUCKET))
    return range(min(max(fewest, 4), MOST_BITS), MOST_BITS + 1)


def most_tables(photos: int) -> int:
    """How many tables a library may have, unless a person sets more."""
    return MAX_TABLES if photos <= MANY else MAX_TABLES_OF_MANY


def planned_size(photos: int) -> int:
    """Round a library's size up in steps of four, from 4,096: each step may change the tables."""
    size = 4096
    while size < photos:
        size *= 4
    return size


def agreement(cosine: float) -> float:
    """The chance p that a random plane leaves two vectors on one side: 1 - angle / pi (Charikar 2002)."""
    return 1.0 - math.acos(min(1.0, max(-1.0, cosine))) / math.pi


def table_recall(bits: int, probes: int, p: float) -> float:
    """The chance that at most `probes` of `bits` differ, when each agrees with chance `p`."""
    return float(_binomial(bits, 1.0 - p)[min(probes, bits)])


def recall(params: LshParams, cosine: float) -> float:
    """The share of pairs at `cosine` that collide in at least one table."""
    missed = 1.0 - table_recall(params.bits, params.probes, agreement(cosine))
    return 1.0 - missed**params.tables


def max_hamming(params: LshParams, cosine: float, sigmas: float = 3.5) -> int:
    """How many bits of two whole sketches may differ before the pair is surely below `cosine`.

    The differing bits of a pair at `cosine` are binomial. `sigmas` is how far out its tail is cut, in
    the normal distribution's terms: 3.5 keeps 0.9998 of the pairs at `cosine`, and more of closer ones.
    """
    kept = 0.5 * math.erfc(-sigmas / math.sqrt(2.0))
    odds = _binomial(params.bits * params.tables, 1.0 - agreement(cosine))
    return min(int(np.searchsorted(odds, kept)), params.bits * params.tables)


def expected_candidates(params: LshParams, photos: int, spread: float = BACKGROUND_SPREAD) -> float:
    """Expected pairs of unrelated photos that the tables bring together, once for every such table.

    Unrelated photos have cosines of mean 0 and standard deviation `spread`; 0 gives the textbook's
    orthogonal library, in which a bit is a fair coin.
    """
    differing, weights = _background(spread)
    odds = _at_most(params.probes, params.bits, differing)
    return photos * (photos - 1) / 2 * params.tables * float(weights @ odds)


def expected_survivors(
    params: LshParams, photos: int, cosine: float, spread: float = BACKGROUND_SPREAD
) -> float:
    """Expected unrelated pairs that also pass `max_hamming`, and so cost an exact cosine."""
    differing, weights = _background(spread)
    met = 1.0 - (1.0 - _at_most(params.probes, params.bits, differing)) ** params.tables
    near = _at_most(max_hamming(params, cosine), params.bits * params.tables, differing)
    return photos * (photos - 1) / 2 * float(weights @ np.minimum(met, near))


def cost_seconds(
    params: LshParams, photos: int, cosine: float, dim: int = 256, spread: float = BACKGROUND_SPREAD
) -> float:
    """Estimate the seconds that a first scan spends on its tables.

    The unit costs were measured on two cores of a shared x86 machine. They say what is dear beside
    what; a faster machine divides them all.
    """
    rows = photos * params.tables
    buckets = min(photos, 2.0**params.bits)
    words = math.ceil(params.tables / (64 // params.bits))
    flips = sum(math.comb(params.bits, count) for count in range(params.probes + 1))
    return (
        rows * params.bits * dim * _HASH_S
        + rows * (_STORE_S + _SORT_S)
        + buckets * params.tables * flips * _LOOK_UP_S
        + params.tables * flips * _JOIN_S
        + expected_candidates(params, photos, spread) * (_PAIR_S + words * _WORD_S)
        + expected_survivors(params, photos, cosine, spread) * _VERIFY_S
    )


def seconds_by_buckets(
    params: LshParams, photos: int, fresh: int, spread: float = BACKGROUND_SPREAD
) -> float:
    """Estimate what finding all pairs through stored buckets takes (`core.lsh.candidates.candidate_pairs`).

    Args:
        params: the shape of the tables that there are.
        photos: size of the library.
        fresh: how many photos are to be compared with all.
        spread: see `BACKGROUND_SPREAD`.
    """
    share = min(1.0, fresh / max(photos, 1))
    touched = 1.0 - (1.0 - share) ** 2  # the share of pairs that have a fresh photo
    words = math.ceil(params.tables / (64 // params.bits))
    flips = sum(math.comb(params.bits, count) for count in range(params.probes + 1))
    asked = min(photos * share, 2.0**params.bits) * params.tables * flips
    return (
        photos * params.tables * (_LOAD_S + _SORT_S)
        + asked * _LOOK_UP_S
        + params.tables * flips * _JOIN_S
        + touched * expected_candidates(params, photos, spread) * (_PAIR_S + words * _WORD_S)
    )


_HASH_S = 5e-11  # one multiplication of a projection
_STORE_S = 2e-6  # one bucket row into SQLite
_LOAD_S = 1e-6  # one bucket row out of SQLite
_SORT_S = 1.5e-7  # one key into its bucket
_LOOK_UP_S = 3e-8  # one bucket asked for its neighbour across a flip
_JOIN_S = 1.5e-4  # one flip of one table, however few photos there are
_PAIR_S = 4e-8  # one collision written out as a pair
_WORD_S = 4e-9  # one word of two sketches compared
_VERIFY_S = 5e-7  # one exact cosine, vectors fetched


def _check(settings: LshSettings) -> None:
    if not 0.0 < settings.recall < 1.0:
        raise SettingsError(f"The wanted recall must lie between 0 and 1; {settings.recall} does not.")
    if settings.bits is not None and not 1 <= settings.bits <= 62:
        raise SettingsError(f"A bucket key has 1 to 62 bits, not {settings.bits}.")
    if settings.tables is not None and not 1 <= settings.tables <= 1024:
        raise SettingsError(f"There can be 1 to 1024 hash tables, not {settings.tables}.")
    if settings.probes is not None and not 0 <= settings.probes <= MAX_PROBES:
        raise SettingsError(f"Probes flip 0 to {MAX_PROBES} bits, not {settings.probes}.")


def _tables_needed(bits: int, probes: int, cosine: float, wanted: float, most: int) -> int:
    found = table_recall(bits, probes, agreement(cosine))
    if found >= 1.0:
        return 1
    tables = math.log1p(-wanted) / math.log1p(-found) if found > 0.0 else math.inf
    return math.ceil(min(max(tables, 1.0), most))


@cache
def _background(spread: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Chances that a bit of an unrelated pair differs, and their weights: from cosines that spread normally,
    cut off at 1."""
    if spread <= 0.0:
        return np.full(1, 0.5), np.ones(1)
    cosines = np.linspace(max(-1.0, -4.0 * spread), min(1.0, 4.0 * spread), 33)
    weights = np.exp(-0.5 * np.square(cosines / spread))
    return np.arccos(cosines) / np.pi, weights / weights.sum()


def _at_most(most: int, trials: int, chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """P(X <= most) for X binomial, for each of many chances at once: `choose` asks for thousands."""
    hits = np.arange(min(most, trials) + 1)
    chance = np.clip(chances, 1e-300, 1.0 - 1e-16)[:, None]
    log_odds = _log_choose(trials)[hits] + hits * np.log(chance) + (trials - hits) * np.log1p(-chance)
    return np.minimum(1.0, np.exp(log_odds).sum(axis=1))


def _binomial(trials: int, chance: float) -> NDArray[np.float64]:
    """float64[trials + 1]: P(X <= k) for X binomial; by logarithms, so that nothing underflows."""
    if chance <= 0.0:
        return np.ones(trials + 1)
    if chance >= 1.0:
        return np.concatenate((np.zeros(trials), np.ones(1)))
    hits = np.arange(trials + 1)
    log_odds = _log_choose(trials) + hits * math.log(chance) + hits[::-1] * math.log1p(-chance)
    return np.minimum(1.0, np.cumsum(np.exp(log_odds)))


@lru_cache(maxsize=4096)
def _log_choose(trials: int) -> NDArray[np.float64]:
    """float64[trials + 1]: the logarithm of "trials over k"."""
    factorials = np.concatenate((np.zeros(1), np.cumsum(np.log(np.arange(1, trials + 1)))))
    return factorials[-1] - factorials - factorials[::-1]
