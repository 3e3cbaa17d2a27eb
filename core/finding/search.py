"""The close pairs that are looked for in a library."""

from dataclasses import dataclass

from core.catalog.catalog import Catalog
from core.lsh.cells import CellPlan
from core.scan.hash_tables import HashTables


@dataclass(frozen=True, slots=True)
class Search:
    """The pairs that are looked for.

    Args:
        catalog: holds the vectors. model, dim: which of them, and their numbers.
        tables: whose short vectors are compared first.
        waiting: the contents that have not been compared; one of each pair is among them.
        cosine: the lowest cosine at which short vectors are to be found; see `pairing.sought_cosine`.
        at_least: the smallest cosine of whole vectors that counts.
        plan: the cells to look in; None compares all with all.
    """

    catalog: Catalog
    model: int
    dim: int
    tables: HashTables
    waiting: set[int]
    cosine: float
    at_least: float
    plan: CellPlan | None
