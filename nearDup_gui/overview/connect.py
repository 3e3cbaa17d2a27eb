"""The overview of a library joined to its frame: how it is grouped, what is shown, and what is kept."""

from collections.abc import Callable
from dataclasses import replace

from nearDup_gui.frame.frame import Frame
from nearDup_gui.library.groups import Library
from nearDup_gui.marks.controller import MarkController
from nearDup_gui.overview.arranging import ArrangeController
from nearDup_gui.overview.panel import GroupsPanel
from nearDup_gui.overview.regrouping import RegroupController
from nearDup_gui.overview.suggestions import SuggestionController
from nearDup_gui.toolkit.messages import Level


def connect_overview(
    frame: Frame,
    panel: GroupsPanel,
    marks: MarkController,
    arranging: ArrangeController,
    regrouping: RegroupController,
    suggestions: SuggestionController,
    library: Callable[[], Library],
    show_library: Callable[[Library], None],
) -> None:
    """Join the slider and the filters to the list of groups.

    Args:
        frame: where faults are told.
        panel: the list, with the slider and the filters.
        marks: the groups, and what is marked in them.
        arranging, regrouping, suggestions: what the parts of the panel ask for.
        library: gives what is shown, at the time of asking.
        show_library: shows the same photos in other groups; what was marked and is in none of them rests.
    """
    similarity, bar = panel.similarity, panel.arrange

    def show_outcome() -> None:
        similarity.show_result(len(marks.groups), marks.groups.photos)

    similarity.show_strictness(regrouping.strictness)
    similarity.changed.connect(regrouping.set_strictness)
    similarity.forget_wanted.connect(marks.forget_resting)
    regrouping.busy_changed.connect(similarity.show_busy)
    regrouping.counted.connect(similarity.show_histogram)
    regrouping.failed.connect(lambda why: frame.messages.say(Level.ERROR, why))
    regrouping.regrouped.connect(
        lambda groups, strictness: show_library(replace(library(), groups=groups, strictness=strictness))
    )
    suggestions.suggested.connect(similarity.suggest)
    similarity.suggestion.dismissed.connect(suggestions.dismiss)
    marks.library_changed.connect(suggestions.look_soon)
    marks.regrouped.connect(lambda keys, groups: suggestions.look_soon())
    bar.similarity.toggled.connect(similarity.setVisible)
    bar.facets_wanted.connect(lambda: arranging.count_facets(list(marks.groups), library().roots))
    arranging.facets_counted.connect(bar.popover.show_facets)
    marks.library_changed.connect(show_outcome)
    marks.regrouped.connect(lambda keys, groups: show_outcome())
    marks.marks_changed.connect(lambda key: similarity.show_resting(marks.resting))
    frame.menus.connect_all(
        {
            frame.menus.next: lambda: panel.step(1),
            frame.menus.previous: lambda: panel.step(-1),
            frame.menus.focus_slider: panel.focus_slider,
            frame.menus.filters: bar.open_filters,
        }
    )
