"""A card is used when its engine is ready and faithful; until then, and otherwise, the CPU computes."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from core.embed.accelerated import COMPARED, AcceleratedEmbedder
from core.embed.accelerators import Kind
from core.embed.embedder import Embedder, ModelSpec
from core.embed.engine_cache import EngineState, Parity
from core.embed.session import PaddedSession, Session
from core.errors import ModelError
from core.photo import Embeddings, ImageBatch
from core.progress import Cancelled, CancelToken, Progress, Stage
from tests.embed.cards import FakeWorkshop, candidate
from tests.fakes import FakeEmbedder

TENSORRT, CUDA = candidate(Kind.TENSORRT), candidate(Kind.CUDA)


class OnEngine(FakeEmbedder):
    """The fake model on an engine that turns each vector a little, or fails."""

    def __init__(self, session: Session, cosine: float, fails: bool) -> None:
        super().__init__()
        self._session = session
        self._cosine = cosine
        self.fails = fails

    @property
    def backend(self) -> str:
        return self._session.backend

    def embed(self, images: ImageBatch) -> Embeddings:
        if self.fails:
            raise ModelError("The card has gone.")
        vectors = super().embed(images)
        aside = np.random.default_rng(3).standard_normal(vectors.shape)
        aside -= np.sum(aside * vectors, axis=1, keepdims=True) * vectors
        aside /= np.linalg.norm(aside, axis=1, keepdims=True)
        return (self._cosine * vectors + np.sqrt(1 - self._cosine**2) * aside).astype(np.float32)


class Machine:
    """An accelerated fake model, and what stands behind it."""

    def __init__(self, workshop: FakeWorkshop, cosine: float = 0.9999) -> None:
        self.workshop = workshop
        self.cosine = cosine
        self.cpu = FakeEmbedder()
        self.engines: list[OnEngine] = []
        self.embedder = AcceleratedEmbedder(self.cpu, workshop, self._make)

    def _make(self, session: Session, chunk: int) -> Embedder:
        self.engines.append(OnEngine(session, self.cosine, fails=False))
        return self.engines[-1]

    def embed(self, count: int = 8) -> Embeddings:
        noise = np.random.default_rng(len(self.cpu.calls)).integers(0, 256, (count, 32, 32, 3), np.uint8)
        return self.embedder.embed(noise)

    def said_of(self, kind: Kind) -> str:
        titles = {each.title: each.kind for each in self.workshop.offered}
        return next(each.text for each in self.embedder.standings() if titles[each.title] is kind)


@pytest.fixture
def machine() -> Machine:
    return Machine(FakeWorkshop())


def test_the_cpu_computes_while_the_engine_is_built(machine: Machine):
    machine.embed()
    machine.embed()
    assert machine.cpu.calls == [8, 8]
    assert [kind for kind, _ in machine.workshop.builds] == [Kind.TENSORRT]
    assert machine.embedder.preparing == "Preparing tensorrt 10.16 for Tesla T4."
    assert machine.embedder.backend == "fake, CPU"


def test_a_new_engine_is_compared_on_the_first_photos_and_then_trusted(machine: Machine):
    machine.embed()
    machine.workshop.finish()
    for _ in range(COMPARED // 8):
        machine.embed()
    assert machine.workshop.noted[Kind.TENSORRT].photos == COMPARED
    assert machine.workshop.noted[Kind.TENSORRT].lowest == pytest.approx(0.9999, abs=1e-4)
    machine.embed()
    assert machine.cpu.calls == [8] * (1 + COMPARED // 8)
    assert machine.embedder.backend == "tensorrt 10.16 on Tesla T4"
    assert machine.said_of(Kind.TENSORRT) == "In use."


def test_compared_photos_keep_the_vectors_of_the_cpu(machine: Machine):
    machine.embed()
    machine.workshop.finish()
    vectors = machine.embed()
    noise = np.random.default_rng(1).integers(0, 256, (8, 32, 32, 3), np.uint8)
    np.testing.assert_array_equal(vectors, FakeEmbedder().embed(noise))


def test_unfaithful_engine_is_refused_in_a_sentence_and_the_next_one_tried():
    machine = Machine(FakeWorkshop(), cosine=0.998)
    machine.embed()
    machine.workshop.finish()
    machine.embed()
    assert "cosine 0.998" in machine.workshop.refusals[Kind.TENSORRT]
    assert "0.999 is the least" in machine.said_of(Kind.TENSORRT)
    machine.cosine = 1.0
    machine.embed()
    assert [kind for kind, _ in machine.workshop.builds] == [Kind.TENSORRT, Kind.CUDA]


def test_engine_that_was_found_faithful_before_is_used_at_once(machine: Machine):
    machine.workshop.states[Kind.TENSORRT] = EngineState.READY
    machine.workshop.noted[Kind.TENSORRT] = Parity(0.9999, 16)
    machine.embed()
    assert machine.cpu.calls == []
    assert machine.workshop.builds == []


def test_refused_candidate_is_passed_over_with_its_reason(machine: Machine):
    machine.workshop.refuse(TENSORRT, "It ended the program 2 times.")
    machine.workshop.states[Kind.CUDA] = EngineState.READY
    machine.embed()
    assert machine.said_of(Kind.TENSORRT) == "It ended the program 2 times."
    assert "compared with the CPU" in machine.said_of(Kind.CUDA)


def test_candidate_that_cannot_be_used_is_never_built():
    machine = Machine(FakeWorkshop(replace(TENSORRT, why_not="The driver is too old."), CUDA))
    machine.embed()
    assert [kind for kind, _ in machine.workshop.builds] == [Kind.CUDA]
    assert machine.said_of(Kind.TENSORRT) == "The driver is too old."


def test_failed_build_leads_to_the_next_candidate_and_in_the_end_to_the_cpu(machine: Machine):
    for why in ("Out of memory.", "No kernels."):
        machine.embed()
        machine.workshop.finish(why)
    machine.embed()
    machine.embed()
    assert (machine.said_of(Kind.TENSORRT), machine.said_of(Kind.CUDA)) == ("Out of memory.", "No kernels.")
    assert machine.embedder.preparing == ""
    assert machine.cpu.calls == [8] * 4


def test_engine_that_cannot_be_opened_is_thrown_away(machine: Machine):
    machine.workshop.states[Kind.TENSORRT] = EngineState.READY
    machine.workshop.cannot_open = {Kind.TENSORRT}
    machine.embed()
    assert machine.workshop.thrown == [Kind.TENSORRT]
    assert machine.said_of(Kind.TENSORRT) == "The engine cannot be opened."


@pytest.mark.parametrize("trusted", [True, False])
def test_card_that_fails_in_the_middle_of_a_scan_costs_no_photo(trusted: bool, machine: Machine):
    machine.workshop.states[Kind.TENSORRT] = EngineState.READY
    if trusted:
        machine.workshop.noted[Kind.TENSORRT] = Parity(0.9999, 16)
    machine.embed()
    machine.engines[0].fails = True
    assert np.isfinite(machine.embed()).all()
    assert "The card has gone." in machine.said_of(Kind.TENSORRT)
    assert Kind.TENSORRT not in machine.workshop.refusals


def test_single_query_does_not_wait_for_a_card(machine: Machine):
    machine.embed(1)
    assert machine.workshop.looks == 0
    assert machine.cpu.calls == [1]


def test_engine_that_another_neardup_builds_is_waited_for_and_not_built_twice(machine: Machine):
    machine.workshop.states[Kind.TENSORRT] = EngineState.BUILDING
    machine.embed()
    assert machine.workshop.builds == []
    assert machine.embedder.preparing
    machine.workshop.states[Kind.TENSORRT] = EngineState.READY
    machine.embed()
    assert machine.engines


def test_waiting_reports_what_it_waits_for_and_ends_with_the_engine(machine: Machine):
    seen: list[Progress] = []

    def report(progress: Progress) -> None:
        seen.append(progress)
        machine.workshop.finish()

    machine.embedder.prepare(report, CancelToken())
    assert [each.stage for each in seen] == [Stage.ENGINE]
    assert seen[0].detail == "Preparing tensorrt 10.16 for Tesla T4."
    assert machine.embedder.preparing == ""
    assert machine.engines


def test_waiting_can_be_cancelled(machine: Machine):
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        machine.embedder.prepare(lambda _: cancel.cancel(), cancel)


def test_identity_is_the_same_on_every_backend(machine: Machine):
    spec: ModelSpec = machine.embedder.spec
    machine.workshop.states[Kind.TENSORRT] = EngineState.READY
    machine.embed()
    assert machine.embedder.spec == spec == machine.cpu.spec


class Recording:
    """A session that notes the sizes of its batches and gives each picture its mean."""

    input_size, input_dtype, batch, backend = 4, np.dtype(np.uint8), None, "recording, CPU"

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def run(self, batch: NDArray[np.generic]) -> NDArray[np.float32]:
        self.sizes.append(len(batch))
        return batch.astype(np.float32).mean(axis=(1, 2))


@pytest.mark.parametrize(
    ("count", "fed"), [(1, [1]), (2, [8]), (8, [8]), (9, [32]), (32, [32]), (33, [32, 1]), (70, [32, 32, 8])]
)
def test_batches_are_padded_to_fixed_sizes_and_nothing_of_the_padding_comes_back(count: int, fed: list[int]):
    inner = Recording()
    pictures = np.random.default_rng(1).integers(0, 256, (count, 4, 4, 3), np.uint8)
    given = PaddedSession(inner, (8, 32, 1)).run(pictures)
    assert inner.sizes == fed
    np.testing.assert_array_equal(given, pictures.astype(np.float32).mean(axis=(1, 2)))
