"""What `benchmarks/peers.py` runs of each tool: a program that writes the groups of a folder as JSON.

Called as `python program.py FOLDER OUT.json [LEVEL ...]`, each in a process of its own. LEVEL is the tool's
own measure of strictness; without one its default holds. What is written is a list of groups for each level.
"""

PACKAGES = ("czkawka", "difpy", "imagehash", "imagededup")

LEVELS = {
    "czkawka": ("0", "2", "5", "15"),
    "imagededup pHash": ("0", "2", "4", "6", "8", "12", "14"),
    "difPy": ("10", "25", "50"),
    "ImageHash pHash": ("0", "2", "4", "6", "8", "12", "14"),
}
"""Settings around each default: bits that may differ, or difPy's mean squared error (between pictures of any
size, which its default does not compare)."""

_HEAD = """
import json, os, sys
from pathlib import Path
folder, out, levels = sys.argv[1], sys.argv[2], sys.argv[3:] or [None]
def done(groups_of_level):
    Path(out).write_text(json.dumps([groups_of_level(level) for level in levels]))
"""

PROGRAMS = {
    "czkawka": _HEAD
    + """
from czkawka import ImageSimilarity
def groups(level):
    finder = ImageSimilarity()
    finder.set_directories([Path(folder)])
    if level:
        finder.set_similarity(int(level))
    return [[str(path) for path in group] for group in finder.find_similar()]
done(groups)
""",
    "imagededup pHash": _HEAD
    + """
from imagededup.methods import PHash
if __name__ == "__main__":
    finder = PHash(verbose=False)
    hashes = finder.encode_images(image_dir=folder, recursive=True)
    def groups(level):
        wanted = {"max_distance_threshold": int(level)} if level else {}
        found = finder.find_duplicates(encoding_map=hashes, **wanted)
        return [[f"{folder}/{a}", f"{folder}/{b}"] for a, others in found.items() for b in others]
    done(groups)
""",
    "difPy": _HEAD
    + """
import difPy
if __name__ == "__main__":
    built = difPy.build(folder, recursive=True, show_progress=False, processes=os.cpu_count())
    def groups(level):
        wanted = {"similarity": float(level), "same_dim": False} if level else {"similarity": "similar"}
        found = difPy.search(built, show_progress=False, processes=os.cpu_count(), **wanted)
        return [[a, *(match[0] for match in others)] for a, others in found.result.items()]
    done(groups)
""",
    "ImageHash pHash": _HEAD
    + """
from multiprocessing import Pool
import imagehash, numpy
from PIL import Image
def hashed(path):
    try:
        with Image.open(path) as image:
            return imagehash.phash(image).hash.ravel()
    except Exception:
        return None
if __name__ == "__main__":
    paths = sorted(str(path) for path in Path(folder).rglob("*") if path.is_file())
    with Pool(os.cpu_count()) as pool:
        hashes = pool.map(hashed, paths, chunksize=4)
    known = [(path, bits) for path, bits in zip(paths, hashes) if bits is not None]
    bits = numpy.array([bits for _, bits in known])
    def groups(level):
        pairs = []
        for row in range(len(bits)):
            differing = (bits[row + 1:] != bits[row]).sum(axis=1)
            near = numpy.flatnonzero(differing <= int(level or 10)) + row + 1
            pairs += [[known[row][0], known[other][0]] for other in near]
        return pairs
    done(groups)
""",
}
