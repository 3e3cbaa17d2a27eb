"""What a report made of families: originals kept or lost, and copies offered to a bulk mark."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from PIL import Image


def print_scores(report: dict[str, Any], truth: dict[str, Any], folder: Path) -> None:
    """Print shares over families and over copies.

    Args:
        report: of a scan; see docs/report-format.md. Where members do not say `covered`, a bulk mark is
            taken to remove all that are not of the relation "same_scene".
        truth: `groups`, each with its original first, and `parents`, the parent and the kind by name.
        folder: where the families lie.
    """
    keeper_of, offered, losses = _decisions(report)
    families: list[list[str]] = truth["groups"]
    parents: dict[str, list[str | None]] = truth["parents"]
    kept = lost = apart = 0
    winners: Counter[str] = Counter()
    winners_by_bulk: Counter[str] = Counter()
    removable: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for original, *copies in families:
        keeper = keeper_of.get(original)
        if keeper is None:
            apart += 1
        elif keeper != original:
            kind = str(parents[keeper][1])
            winners[kind] += 1
            if original in offered:
                lost += 1
                winners_by_bulk[kind] += 1
        else:
            kept += 1
            for copy in copies:
                kind = str(parents[copy][1])
                removable[kind] += 1
                if keeper_of.get(copy) != original:
                    reasons[kind]["in another group or in none"] += 1
                elif copy in offered:
                    taken[kind] += 1
                else:
                    reasons[kind].update(losses[copy] or ("no loss is named",))
    count = max(1, len(families))
    print(f"{len(families)} families, {len(parents)} photos")
    print(f"original kept                     {kept / count:.3f}")
    print(f"original lost to a bulk mark      {lost / count:.3f}")
    print(f"original in no group              {apart / count:.3f}")
    share = sum(taken.values()) / max(1, sum(removable.values()))
    print(f"copies of kept originals offered  {share:.3f} of {sum(removable.values())}")
    for name, score in _baselines(families, folder).items():
        print(f"original kept by {name:<16} {score:.3f}")
    print("kept instead of the original: " + _listed(winners))
    print("  and marked it in bulk:      " + _listed(winners_by_bulk))
    print("offered, by kind of copy:")
    for kind, total in sorted(removable.items(), key=lambda item: taken[item[0]] / item[1]):
        why = "; ".join(f"{loss} ({times})" for loss, times in reasons[kind].most_common(3))
        print(f"  {kind:<22} {taken[kind] / total:.2f} of {total}  {why}".rstrip())


def _decisions(report: dict[str, Any]) -> tuple[dict[str, str], set[str], dict[str, list[str]]]:
    """The keeper of every grouped photo, those that a bulk mark would take, and losses, all by name."""
    keeper_of: dict[str, str] = {}
    offered: set[str] = set()
    losses: dict[str, list[str]] = {}
    for group in report["groups"]:
        keeper = Path(group["keeper"]).name
        keeper_of[keeper] = keeper
        for member in group["members"]:
            name = Path(member["path"]).name
            if name != keeper:
                keeper_of[name] = keeper
                losses[name] = [str(loss) for loss in member.get("losses", ())]
                if member.get("covered", member["relation"] != "same_scene"):
                    offered.add(name)
    return keeper_of, offered, losses


def _baselines(families: list[list[str]], folder: Path) -> dict[str, float]:
    """How often the original would be kept by a simple rule."""
    most_pixels = most_bytes = 0
    for family in families:
        most_pixels += max(family, key=lambda name: (_pixels(folder / name), name)) == family[0]
        most_bytes += max(family, key=lambda name: ((folder / name).stat().st_size, name)) == family[0]
    count = max(1, len(families))
    return {"most pixels": most_pixels / count, "most bytes": most_bytes / count}


def _pixels(path: Path) -> int:
    with Image.open(path) as picture:
        return picture.width * picture.height


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.most_common()) or "none"
