"""What SECURITY.md promises of the code itself: nothing is erased, run or unpickled unasked."""

import ast
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = [
    *sorted((ROOT / "core").rglob("*.py")),
    *sorted((ROOT / "nearDup_gui").rglob("*.py")),
    ROOT / "main.py",
]

MAY_ERASE = {
    "core/review/discard.py": "the one place that erases; each function of it says what, and why",
    "core/report/whole_file.py": "its own unfinished report",
    "core/embed/engine_cache.py": "engines that NearDup built itself, in its cache folder",
    "core/commands/desktop_entries.py": "menu entries that it wrote itself, while nobody changed them",
    "core/finding/layout.py": "vectors that a scan of its catalogue laid out itself, and was killed",
    "core/embed/adding.py": "NearDup's own copy of a model that a person takes off the list",
}

MAY_START = {
    "core/embed/workshop.py": "NearDup itself, which builds an engine in a process of its own; no shell",
    "nearDup_gui/toolkit/translation.py": "nothing: QLocale.system only asks for the language",
}

ERASING = {"unlink", "rmtree", "rmdir", "removedirs", "truncate"}
RUNNING = {"system", "popen", "Popen", "check_output", "check_call"}
UNSAFE = {("shell", "True"), ("allow_pickle", "True"), ("safe_mode", "False")}
UNPICKLING = {"pickle", "cPickle", "shelve", "marshal", "dill", "joblib"}


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file, by the last part of its name."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def test_nothing_erases_files_but_the_places_that_say_why():
    erasing = {
        file.relative_to(ROOT).as_posix()
        for file in FILES
        for name, call in calls(file)
        if name in ERASING or ast.unparse(call.func) in ("os.remove", "os.unlink")
    }
    assert erasing <= set(MAY_ERASE)


def test_no_file_is_moved_over_another_but_whole_new_ones():
    """`shutil.move` copies and erases between volumes; `os.replace` writes over. Both have one home each."""
    found = {
        (file.relative_to(ROOT).as_posix(), ast.unparse(call.func))
        for file in FILES
        for name, call in calls(file)
        if ast.unparse(call.func) in ("shutil.move", "os.replace", "os.rename")
    }
    assert found == set()


def test_no_shell_no_eval_no_pickle():
    watched = [file for file in FILES if file.relative_to(ROOT).as_posix() not in MAY_START]
    offenders = [f"{file.relative_to(ROOT)}: {found}" for file in watched for found in unsafe(file)]
    assert offenders == []


def unsafe(file: Path) -> Iterator[str]:
    """What a file does that could run or load what somebody else wrote."""
    for name, call in calls(file):
        function = ast.unparse(call.func)
        if name in RUNNING or function in ("exec", "eval", "os.system"):
            yield f"line {call.lineno}: {function}"
        for keyword in call.keywords:
            if (keyword.arg, ast.unparse(keyword.value)) in UNSAFE:
                yield f"line {call.lineno}: {keyword.arg}"
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (name for name in names if name.split(".")[0] in UNPICKLING)


MAY_DECODE = {
    "core/scan/decode.py": "in a worker",
    "core/scan/decode_pool.py": "hands it to workers",
    "core/scan/drafts.py": "hands it to workers",
    "core/scan/heif_thumbnail.py": "in a worker",
    "core/scan/apart.py": "hands it to workers",
    "core/scan/opening.py": "in a worker",
    "core/scan/containers.py": "in a worker",
    "core/scan/with_pillow.py": "in a worker",
    "core/scan/raw.py": "in a worker",
    "core/scan/jp2.py": "in a worker",
    "core/scan/full_picture.py": "in a worker",
    "core/companions/contents.py": "reads the header of a RAW's own JPEG, and no pixel",
    "core/scan/tiff.py": "in a worker",
    "core/scan/tiff_parts.py": "in a worker",
    "core/scan/workers.py": "hands it to workers",
    "core/cluster/workers.py": "hands it to workers",
    "core/review/details.py": "hands its reading of headers to a worker",
}
"""Who knows the functions that open what came from outside."""

OWN_PICTURES = {
    "core/match/features.py": "thumbnails that NearDup encoded itself",
    "core/match/ground.py": "thumbnails that NearDup encoded itself",
    "core/embed/calibration.py": "a JPEG that it has just made",
    "nearDup_gui/photos/thumbnails.py": "thumbnails that NearDup encoded itself",
    "nearDup_gui/piles/best.py": "thumbnails that NearDup encoded itself",
}

OPENING = {
    "open_picture",
    "open_container",
    "open_with_pillow",
    "pillow_image",
    "sound_thumbnail",
    "open_upright",
    "decode",
    "decode_whole",
    "decode_scaled",
    "decode_jpeg",
    "open_raw",
    "read_page",
    "decode_psd",
    "decode_unusual_jp2",
    "read_samples",
    "read_reduced_tiff",
    "decode_grid",
}
DECODING = {"Image.open", "rawpy.imread", "cv2.imread", "cv2.imdecode", "QImage.fromData", "QImageReader"}


def test_no_decoder_is_called_in_the_main_process():
    """What came from outside is decoded by `core/scan/decode.py`, and that is called in workers only."""
    importing = {
        file.relative_to(ROOT).as_posix()
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("core.scan")
        if OPENING & {alias.name for alias in node.names}
    }
    assert importing <= set(MAY_DECODE)
    decoding = {
        file.relative_to(ROOT).as_posix()
        for file in FILES
        for _, call in calls(file)
        if ast.unparse(call.func) in DECODING
    }
    assert decoding <= set(MAY_DECODE) | set(OWN_PICTURES)


def test_a_picture_that_is_looked_at_is_decoded_by_another_process(tmp_path: Path):
    from core.scan import apart
    from tests.scan.decoders import process

    assert apart.apart(process) != os.getpid()


def test_keras_models_are_loaded_in_safe_mode():
    loads = [call for name, call in calls(ROOT / "core/embed/keras_backend.py") if name == "load_model"]
    assert loads
    for call in loads:
        assert {"safe_mode": "True", "compile": "False"}.items() <= {
            keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords
        }.items()


def test_names_of_files_are_harmless_in_every_report(tmp_path: Path):
    """HTML is escaped, formulas are defused, and a terminal is not steered."""
    from core.commands.shared import shown
    from core.photo import ExifFacts, Skipped
    from core.report.csv_report import write_csv
    from core.report.html_report import write_html
    from core.report.scan_report import ScanReport
    from tests.review.disk import group_of, on_disk

    one = on_disk(tmp_path / "a.jpg", 1)
    other = on_disk(tmp_path / "<script>alert(1)\x1b[2J.jpg", 2)
    other = replace(other, exif=ExifFacts(camera="=cmd()"))
    report = ScanReport((group_of(one, other),), (Skipped(other.path, "Bad."),), 2, 1.0, "CPU")
    write_html(report, tmp_path / "o.html", lambda _: None)
    write_csv(report, tmp_path / "o.csv")
    page = (tmp_path / "o.html").read_text()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert ",'=cmd()," in (tmp_path / "o.csv").read_text("utf-8-sig")
    assert "\x1b" not in shown(other.path)
