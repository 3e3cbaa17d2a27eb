"""What a photo costs in each bundled model: milliseconds of the clock and of the processor.

    python -m benchmarks.photo_cost [--models NAME ...] [--threads 1 2] [--batch 8] [--rounds 20]

The models take turns, so that a busy machine is as busy for one as for the other; of all rounds the median
and the quickest are printed. The pictures are noise, whose arithmetic takes as long as that of photos.
"""

import argparse
import time

import numpy as np

from core.embed.registry import available_models, load_embedder


def main() -> None:
    """Measure, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--models", nargs="+", help="names or paths; all bundled ones otherwise")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="threads of one batch")
    parser.add_argument(
        "--batch", type=int, default=8, help="photos at once, as many as a scan gives a model"
    )
    parser.add_argument("--rounds", type=int, default=20, help="batches of each model")
    given = parser.parse_args()
    names = given.models or [spec.name for spec in available_models()]
    print(f"{'':>28}{'clock':>17}{'processor':>17}   milliseconds a photo: median, quickest")
    for threads in given.threads:
        embedders = [load_embedder(name, threads=threads) for name in names]
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
        for number in range(given.rounds + 1):
            for name, embedder in zip(names, embedders, strict=True):
                side = embedder.spec.input_size
                pictures = np.random.default_rng(number).integers(0, 256, (given.batch, side, side, 3))
                batch = pictures.astype(np.uint8)
                clock, processor = time.perf_counter(), time.process_time()
                embedder.embed(batch)
                spent = time.perf_counter() - clock, time.process_time() - processor
                if number:  # the first batch opens the model
                    taken[name].append(spent)
        for name in names:
            clock, processor = np.array(taken[name]).T / given.batch * 1000
            figures = "".join(f"{np.median(part):9.1f}{part.min():8.1f}" for part in (clock, processor))
            print(f"{name + f', {threads} threads':>28}{figures}")


if __name__ == "__main__":
    main()
