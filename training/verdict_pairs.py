"""Labelled pairs of pictures for the verdict: copies, other presses of the shutter, and look-alikes.

    python -m training.verdict_pairs ../shared/train training/runs/verdict_pairs.npz
        [--photos 160] [--model NAME] [--sheet pairs.jpg]

Every third photo of the folder takes part. The labels:

    2  one picture: a photo and each of the twenty edits (`benchmarks/edits.py`), a photo with other stickers
       and writing on it, two edits of one photo, and edits of documents, charts and clouds
    1  one scene: a photo and simulated second presses of the shutter, by hand and from a tripod, passers-by
       among them; one photo with two captions; and the real ones of `SCENES`
    0  neither: the closest pairs of different photos by cosine, the same edit done to two photos (their bars,
       captions and frames are alike), and plain pictures with other content

Where the target exists its registrations are used again: for another model, or more photos, only what is new
is laid over each other, and the cosines are that model's. After a change of `core/match` delete it first.
`--sheet` draws the pairs of different photos with the strongest evidence, for a person to say which of them
belong into `COPIES` and `SCENES`.
"""

import argparse
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.edits import EDITS
from core.embed.embedder import Embedder
from core.embed.registry import load_embedder
from core.match.features import Features, features_of
from core.match.measures import MEASURES, measures
from core.match.registration import register
from core.photo import Embeddings
from core.scan.decode import THUMBNAIL_QUALITY, THUMBNAIL_SIDE
from training.calibrate_thresholds import Tail, draw_pairs
from training.look_alikes import PLAIN, next_frame, passer_by, second_press
from training.stickers import decorate

COPIES = {
    ("03924", "05472"), ("00840", "03633"), ("04917", "05382"), ("04359", "04377"), ("07677", "07818"),
    ("01170", "09726"),
}  # fmt: skip
"""Pairs of the folder that are copies, by eye, among the 100 with the strongest evidence."""
SCENES = {
    ("07050", "07938"), ("01902", "06144"), ("03747", "07938"), ("07443", "10044"), ("02157", "04950"),
    ("05706", "08268"), ("00999", "09450"), ("02727", "06273"), ("00528", "06156"), ("01131", "06525"),
    ("02886", "09609"), ("00615", "05304"), ("04809", "07125"), ("08457", "09654"), ("01800", "08133"),
    ("03513", "07233"), ("02886", "05049"), ("00258", "08574"), ("00096", "07443"), ("00096", "10044"),
    ("02712", "04491"), ("02712", "03555"), ("02712", "08235"), ("01800", "04050"), ("04050", "08133"),
    ("04767", "09429"),
}  # fmt: skip
"""Pairs that show one scene, by eye: a shelf, a room, one parcel in the hand."""

PICTURE, SCENE, OTHER = 2, 1, 0
_CLOSEST, _FURTHER = 2500, 1000
_STRIDE = 3
_OVERLAYS = {"caption", "sticker"}
_COPIES_OF_PLAIN = ("jpeg", "resize small", "border", "crop to 80 %", "tone")


@dataclass(frozen=True)
class Sample:
    """A pair: what kind it is, what it should be called, and all that there is to tell it by."""

    name: str
    kind: str
    label: int
    photo: int
    cosine: float
    found: NDArray[np.float64]


@dataclass
class Pictures:
    """Pictures that are compared with each other, each drawn up, embedded and looked at once, if at all."""

    embedder: Embedder
    known: dict[str, NDArray[np.float64]]
    pictures: list[Image.Image] = field(default_factory=list)
    _features: dict[int, Features] = field(default_factory=dict)

    def add(self, picture: Image.Image) -> int:
        self.pictures.append(picture)
        return len(self.pictures) - 1

    @cached_property
    def vectors(self) -> Embeddings:
        return _embedded(self.embedder, self.pictures)

    def sample(self, name: str, kind: str, label: int, photo: int, a: int, b: int) -> Sample:
        found = self.known.get(name)
        if found is None:
            found = measures(register(self._seen(a), self._seen(b)), 0.0)
        return Sample(name, kind, label, photo, float(self.vectors[a] @ self.vectors[b]), found)

    def _seen(self, number: int) -> Features:
        if number not in self._features:
            self._features[number] = _features(self.pictures[number])
        return self._features[number]


def main() -> None:
    """Collect, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos_folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--photos", type=int, default=160, help="how many photos to edit")
    parser.add_argument("--model", default="", help="a bundled name or a path; the default model otherwise")
    parser.add_argument("--sheet", type=Path, help="draw the strongest pairs of different photos")
    given = parser.parse_args()
    known = read_known(given.target)
    print(f"{len(known)} pairs are registered already")
    paths = sorted(given.photos_folder.glob("*.jpg"))[::_STRIDE]
    pairs = Pairs(load_embedder(given.model, threads=1), paths, known)
    samples = [*pairs.edited(given.photos), *pairs.plain(60), *pairs.closest()]
    thresholds = pairs.embedder.spec.thresholds
    given.target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        given.target,
        name=[sample.name for sample in samples],
        kind=[sample.kind for sample in samples],
        label=[sample.label for sample in samples],
        photo=[sample.photo for sample in samples],
        cosine=[sample.cosine for sample in samples],
        found=[sample.found for sample in samples],
        names=MEASURES,
        same_scene=thresholds.same_scene,
        same_picture=thresholds.same_picture,
    )
    print(f"{len(samples)} pairs")
    if given.sheet:
        draw_strongest(samples, paths, given.sheet)


def read_known(target: Path) -> dict[str, NDArray[np.float64]]:
    """The measures of pairs that an earlier run registered, by name."""
    if not target.exists():
        return {}
    pairs = np.load(target)
    if tuple(pairs["names"]) != MEASURES:
        return {}
    return dict(zip(pairs["name"].tolist(), pairs["found"], strict=True))


class Pairs:
    """Makes the samples from a list of photos."""

    def __init__(self, embedder: Embedder, paths: list[Path], known: dict[str, NDArray[np.float64]]) -> None:
        self.embedder = embedder
        self._paths = paths
        self._known = known

    def edited(self, count: int) -> Iterator[Sample]:
        """Photos against their edits and second presses; edits against the same edit of another photo."""
        total = len(self._paths)
        for turn, number in enumerate(range(5, total, max(1, total // count))):
            if turn % 20 == 0:
                print(f"photo {turn} of {count} is edited", flush=True)
            yield from self._edits_of(number)

    def _edits_of(self, number: int) -> Iterator[Sample]:
        total = len(self._paths)
        photo, another = self._open(number), self._open((number + 517) % total)
        backgrounds = [self._open((number + step) % total) for step in (1501, 2003)]
        rng = np.random.default_rng(number)
        shared = Pictures(self.embedder, self._known)
        original = shared.add(photo)
        place = {
            name: shared.add(edit(photo, np.random.default_rng([number, turn]), backgrounds[0]))
            for turn, (name, edit) in enumerate(EDITS.items())
        }

        def told(kind: str, label: int, a: int, b: int, turn: int = 0) -> Sample:
            return shared.sample(f"{number} {kind} {turn}", kind, label, number, a, b)

        wanted: list[tuple[str, int, int, int, int]] = []
        for name, edited in place.items():
            wanted.append((name, PICTURE, original, edited, 0))
        one, other = (str(name) for name in rng.choice(list(EDITS), 2, replace=False))
        if not {one, other} <= _OVERLAYS:  # whether those are one picture, people will not agree
            wanted.append(("two edits", PICTURE, place[one], place[other], 0))
        second_caption = EDITS["caption"](photo, np.random.default_rng([number, 99]), backgrounds[0])
        wanted.append(("two captions", SCENE, place["caption"], shared.add(second_caption), 0))
        drawn_on = decorate(np.asarray(photo), np.random.default_rng([number, 98]))
        wanted.append(("decorated", PICTURE, original, shared.add(Image.fromarray(drawn_on)), 0))
        for press in range(2):
            wanted.append(("second press", SCENE, original, shared.add(second_press(photo, rng)), press))
            wanted.append(("next frame", SCENE, original, shared.add(next_frame(photo, rng)), press))
            somebody = shared.add(passer_by(photo, backgrounds[press], rng))
            wanted.append(("passer-by", SCENE, original, somebody, press))
        for name in (str(name) for name in rng.choice(list(EDITS), 5, replace=False)):
            seed = np.random.default_rng([number, list(EDITS).index(name)])
            same = shared.add(EDITS[name](another, seed, backgrounds[1]))
            wanted.append((f"both: {name}", OTHER, place[name], same, 0))
        for kind, label, a, b, turn in wanted:
            yield told(kind, label, a, b, turn)

    def plain(self, count: int) -> Iterator[Sample]:
        """Pictures with little in them: the same style with other content, and honest copies."""
        for number in range(count):
            for turn, (name, draw) in enumerate(PLAIN.items()):
                shared = Pictures(self.embedder, self._known)
                one, other = (
                    draw(np.random.default_rng([number, turn]), np.random.default_rng([number, turn, side]))
                    for side in (1, 2)
                )
                wanted = [(f"plain: {name}", OTHER, shared.add(one), shared.add(other))]
                # Nobody could tell a copy of black frames and skies from another one.
                for edit in () if name in ("black frame", "sky") else _COPIES_OF_PLAIN:
                    copy = EDITS[edit](one, np.random.default_rng([number, turn, 3]), other)
                    wanted.append((f"copy of {name}", PICTURE, 0, shared.add(copy)))
                for place, (kind, label, a, b) in enumerate(wanted):
                    yield shared.sample(f"{number} {kind} {place}", kind, label, 100_000 + number, a, b)

    def closest(self) -> Iterator[Sample]:
        """Different photos: the closest by cosine, and some of those that are a little further."""
        blocks = range(0, len(self._paths), 64)
        vectors = np.concatenate(
            [
                _embedded(self.embedder, [_opened(path) for path in self._paths[block : block + 64]])
                for block in blocks
            ]
        )
        print("all photos are embedded", flush=True)
        first, second = np.triu_indices(len(vectors), 1)
        cosines = np.concatenate(
            [vectors[row] @ vectors[row + 1 :].T for row in range(len(vectors) - 1)], dtype=np.float32
        )
        order = np.argpartition(-cosines, 25 * _CLOSEST)[: 25 * _CLOSEST]
        order = order[np.argsort(-cosines[order], kind="stable")]
        further = np.random.default_rng(0).choice(order[_CLOSEST:], _FURTHER, replace=False)
        seen: dict[int, Features] = {}
        for pair in np.concatenate([order[:_CLOSEST], further]):
            i, j = int(first[pair]), int(second[pair])
            names = (self._paths[i].stem, self._paths[j].stem)
            label = PICTURE if names in COPIES else SCENE if names in SCENES else OTHER
            name = "-".join(names)
            found = self._known.get(name)
            if found is None:
                for one in (i, j):
                    if one not in seen:
                        seen[one] = _features(self._open(one))
                found = measures(register(seen[i], seen[j]), 0.0)
            yield Sample(name, "different photos", label, i, float(cosines[pair]), found)

    def _open(self, number: int) -> Image.Image:
        return _opened(self._paths[number])


def draw_strongest(samples: Sequence[Sample], paths: list[Path], target: Path) -> None:
    """Draw the pairs of different photos that agree best, and print their names."""
    agreement = MEASURES.index("agreement of many blocks")
    photos = [s for s in samples if s.kind == "different photos" and s.label == OTHER]
    strongest = sorted(photos, key=lambda sample: -sample.found[agreement])[:100]
    place = {path.stem: number for number, path in enumerate(paths)}
    pairs = [[place[stem] for stem in sample.name.split("-")] for sample in strongest]
    draw_pairs(
        Tail(np.array([s.found[agreement] for s in strongest]), np.array(pairs), len(strongest)),
        paths,
        target,
    )
    for rank, sample in enumerate(strongest):
        print(rank, sample.name, f"{sample.found[agreement]:.3f} cosine {sample.cosine:.3f}")


def _opened(path: Path) -> Image.Image:
    return Image.open(path).convert("RGB")


def _embedded(embedder: Embedder, pictures: list[Image.Image]) -> Embeddings:
    side = embedder.spec.input_size
    squares = [np.asarray(picture.resize((side, side), Image.Resampling.BICUBIC)) for picture in pictures]
    return embedder.embed(np.stack(squares))


def _features(picture: Image.Image) -> Features:
    """Of the thumbnail that a scan would store."""
    scale = min(1.0, THUMBNAIL_SIDE / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    encoded = io.BytesIO()
    picture.resize(size, Image.Resampling.HAMMING).save(encoded, "JPEG", quality=THUMBNAIL_QUALITY)
    return features_of(encoded.getvalue())


if __name__ == "__main__":
    main()
