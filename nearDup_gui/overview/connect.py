"""The overview of a library joined to the window: how it is grouped, what is shown, and what is kept."""

from dataclasses import replace
from typing import TYPE_CHECKING

from core.match.strictness import Strictness
from nearDup_gui.library.groups import GroupIndex, Library
from nearDup_gui.toolkit.messages import Level

if TYPE_CHECKING:
    from nearDup_gui.main_window import MainWindow


def connect_overview(window: "MainWindow") -> None:
    """Join the slider, the filters and the running scan to the list of groups."""
    panel, regrouping = window.review_page.groups, window.regrouping
    similarity = panel.similarity
    similarity.show_strictness(regrouping.strictness)
    similarity.changed.connect(regrouping.wish)
    similarity.forget_wanted.connect(window.review.forget_resting)
    regrouping.busy_changed.connect(similarity.show_busy)
    regrouping.counted.connect(similarity.show_histogram)
    regrouping.failed.connect(lambda why: window.messages.say(Level.ERROR, why))
    regrouping.regrouped.connect(lambda groups, strictness: _show_regrouped(window, groups, strictness))
    suggestions = window.suggestions
    suggestions.suggested.connect(similarity.suggest)
    similarity.suggestion.dismissed.connect(suggestions.dismiss)
    window.review.library_changed.connect(suggestions.look_soon)
    window.review.regrouped.connect(lambda keys, groups: suggestions.look_soon())
    bar = panel.arrange
    bar.similarity.toggled.connect(similarity.setVisible)
    bar.facets_wanted.connect(
        lambda: window.arranging.count_facets(list(window.review.groups), window.library.roots)
    )
    window.arranging.facets_counted.connect(bar.popover.show_facets)
    window.scans.found_so_far.connect(lambda library: _show_so_far(window, library))
    window.review.library_changed.connect(lambda: _show_outcome(window))
    window.review.regrouped.connect(lambda keys, groups: _show_outcome(window))
    window.review.marks_changed.connect(lambda key: similarity.show_resting(window.review.resting))


def _show_regrouped(window: "MainWindow", groups: GroupIndex, strictness: Strictness) -> None:
    """Show the same photos in other groups; what was marked and is in none of them rests."""
    window.show_library(replace(window.library, groups=groups, strictness=strictness))


def _show_so_far(window: "MainWindow", library: Library) -> None:
    """Show what a running scan has found: after what was there, so that nothing moves."""
    window.show_library(library, keep_order=True)


def _show_outcome(window: "MainWindow") -> None:
    groups = window.review.groups
    window.review_page.groups.similarity.show_result(len(groups), groups.photos)
