"""Labelled pairs of pictures for the verdict: copies, other presses of the shutter, and look-alikes.

    python -m training.verdict_pairs ../shared/train training/runs/verdict_pairs.npz [--photos 160]

Every third photo of the folder takes part. The labels:

    2  one picture: a photo and each of the twenty edits (`benchmarks/edits.py`), two edits of one photo, and
       edits of documents and charts
    1  one scene: a photo and a simulated second press of the shutter, and the real ones of `SCENES`
    0  neither: the closest pairs of different photos by cosine, the same edit done to two photos (their bars,
       captions and frames are alike), and plain pictures with other content
"""

import argparse
import io
from collections.abc import Iterator
from dataclasses import dataclass
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
from training.look_alikes import PLAIN, second_press

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
_THUMBNAIL = 320


@dataclass(frozen=True)
class Sample:
    """A pair: what kind it is, what it should be called, and all that there is to tell it by."""

    kind: str
    label: int
    photo: int
    cosine: float
    found: NDArray[np.float64]


def main() -> None:
    """Collect, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("photos_folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--photos", type=int, default=160, help="how many photos to edit")
    parser.add_argument("--model", default="")
    given = parser.parse_args()
    pairs = Pairs(load_embedder(given.model, threads=1), sorted(given.photos_folder.glob("*.jpg"))[::_STRIDE])
    samples = [*pairs.closest(), *pairs.edited(given.photos), *pairs.plain(40)]
    given.target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        given.target,
        kind=[sample.kind for sample in samples],
        label=[sample.label for sample in samples],
        photo=[sample.photo for sample in samples],
        cosine=[sample.cosine for sample in samples],
        found=[sample.found for sample in samples],
        names=MEASURES,
        same_scene=pairs.embedder.spec.thresholds.same_scene,
        same_picture=pairs.embedder.spec.thresholds.same_picture,
    )
    print(f"{len(samples)} pairs")


class Pairs:
    """Makes the samples from a list of photos."""

    def __init__(self, embedder: Embedder, paths: list[Path]) -> None:
        self.embedder = embedder
        self._paths = paths

    def closest(self) -> Iterator[Sample]:
        """Different photos: the closest by cosine, and some of those that are a little further."""
        blocks = range(0, len(self._paths), 64)
        vectors = np.concatenate(
            [self._embed([self._open(i) for i in self._range(block)]) for block in blocks]
        )
        print("all photos embedded", flush=True)
        first, second = np.triu_indices(len(vectors), 1)
        cosines = (vectors @ vectors.T)[first, second]
        order = np.argsort(-cosines)
        further = np.random.default_rng(0).choice(order[_CLOSEST : 25 * _CLOSEST], _FURTHER, replace=False)
        known: dict[int, Features] = {}
        for pair in np.concatenate([order[:_CLOSEST], further]):
            i, j = int(first[pair]), int(second[pair])
            for one in (i, j):
                known.setdefault(one, _features(self._open(one)))
            names = (self._paths[i].stem, self._paths[j].stem)
            label = PICTURE if names in COPIES else SCENE if names in SCENES else OTHER
            yield _sample("different photos", label, i, known[i], known[j], float(cosines[pair]))

    def edited(self, count: int) -> Iterator[Sample]:
        """Photos against their edits and second presses; edits against the same edit of another photo."""
        total = len(self._paths)
        for number in range(5, total, max(1, total // count)):
            if number % 50 == 0:
                print(f"photo {number} of {total}", flush=True)
            photo, another = self._open(number), self._open((number + 517) % total)
            backgrounds = [self._open((number + step) % total) for step in (1501, 2003)]
            rng = np.random.default_rng(number)
            chosen = [str(name) for name in rng.choice(list(EDITS), 5, replace=False)]
            edits = {
                name: edit(photo, np.random.default_rng([number, place]), backgrounds[0])
                for place, (name, edit) in enumerate(EDITS.items())
            }
            others = {
                name: EDITS[name](
                    another, np.random.default_rng([number, list(EDITS).index(name)]), backgrounds[1]
                )
                for name in chosen
            }
            presses = [second_press(photo, rng) for _ in range(2)]
            pictures = [photo, *edits.values(), *presses, *others.values()]
            vectors = self._embed(pictures)
            seen = [_features(picture) for picture in pictures]
            place = {name: 1 + index for index, name in enumerate(EDITS)}
            wanted = [(name, PICTURE, 0, index) for name, index in place.items()]
            one, other = rng.choice(list(place.values()), 2, replace=False).tolist()
            wanted.append(("two edits", PICTURE, one, other))
            wanted += [("second press", SCENE, 0, 21 + press) for press in range(2)]
            wanted += [(f"both: {name}", OTHER, place[name], 23 + i) for i, name in enumerate(chosen)]
            for kind, label, a, b in wanted:
                yield _sample(kind, label, number, seen[a], seen[b], float(vectors[a] @ vectors[b]))

    def plain(self, count: int) -> Iterator[Sample]:
        """Pictures with little in them: the same style with other content, and honest copies."""
        for number in range(count):
            for kind, (name, draw) in enumerate(PLAIN.items()):
                one, other = (
                    draw(np.random.default_rng([number, kind]), np.random.default_rng([number, kind, side]))
                    for side in (1, 2)
                )
                copies = [
                    EDITS[edit](one, np.random.default_rng([number, kind, 3]), other)
                    for edit in ("jpeg", "resize small", "border", "crop to 80 %", "tone")
                ]
                pictures = [one, other, *copies]
                vectors, seen = self._embed(pictures), [_features(picture) for picture in pictures]
                for index in range(1, len(pictures)):
                    if index > 1 and name in ("black frame", "sky"):
                        continue  # nobody could tell a copy of these from another one
                    what, label = (f"plain: {name}", OTHER) if index == 1 else (f"copy of {name}", PICTURE)
                    cosine = float(vectors[0] @ vectors[index])
                    yield _sample(what, label, 100_000 + number, seen[0], seen[index], cosine)

    def _range(self, start: int) -> range:
        return range(start, min(start + 64, len(self._paths)))

    def _open(self, number: int) -> Image.Image:
        return Image.open(self._paths[number]).convert("RGB")

    def _embed(self, pictures: list[Image.Image]) -> Embeddings:
        side = self.embedder.spec.input_size
        squares = [np.asarray(picture.resize((side, side), Image.Resampling.BICUBIC)) for picture in pictures]
        return self.embedder.embed(np.stack(squares))


def _features(picture: Image.Image) -> Features:
    scale = min(1.0, _THUMBNAIL / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    encoded = io.BytesIO()
    picture.resize(size, Image.Resampling.BICUBIC).save(encoded, "JPEG", quality=85)
    return features_of(encoded.getvalue())


def _sample(kind: str, label: int, photo: int, a: Features, b: Features, cosine: float) -> Sample:
    return Sample(kind, label, photo, cosine, measures(register(a, b), 0.0))


if __name__ == "__main__":
    main()
