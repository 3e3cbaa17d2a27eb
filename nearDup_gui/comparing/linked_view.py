"""One view of two pictures: the same fraction of each in the middle of its pane, at the same zoom from fit.

Fractions, not pixels, so that a photo and its smaller copy are seen alike: (0, 0) is the upper left
corner of a picture, (1, 1) its lower right one. No Qt here: numbers in, numbers out. Lengths of panes
are in the screen's device-independent pixels, those of pictures in their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a picture or a pane; both above 0."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the whole of a picture lies in its pane; most of it may be outside."""

    left: float
    top: float
    width: float
    height: float

    def fraction_at(self, x: float, y: float) -> tuple[float, float]:
        """The fraction of the picture at a point of the pane."""
        return (x - self.left) / self.width, (y - self.top) / self.height

    def point_at(self, fraction_x: float, fraction_y: float) -> tuple[float, float]:
        """The point of the pane at which a fraction of the picture is."""
        return self.left + fraction_x * self.width, self.top + fraction_y * self.height


@dataclass(frozen=True, slots=True)
class View:
    """The fraction in the middle of the pane, and how much larger than fitting the picture is."""

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0

    @property
    def fits(self) -> bool:
        return self.zoom == 1.0

    def place(self, picture: Size, pane: Size) -> Placement:
        """Where a picture lies in a pane under this view."""
        scale = fitting_scale(picture, pane) * self.zoom
        width, height = picture.width * scale, picture.height * scale
        return Placement(pane.width / 2 - self.x * width, pane.height / 2 - self.y * height, width, height)

    def panned(self, dx: float, dy: float, picture: Size, pane: Size) -> "View":
        """The view after a picture was dragged by (dx, dy) in its pane."""
        placed = self.place(picture, pane)
        return replace(self, x=self.x - dx / placed.width, y=self.y - dy / placed.height)

    def zoomed(self, zoom: float, x: float, y: float, picture: Size, pane: Size) -> "View":
        """The view at another zoom that leaves what is at (x, y) of the pane where it is."""
        fraction_x, fraction_y = self.place(picture, pane).fraction_at(x, y)
        there = replace(self, zoom=zoom).place(picture, pane)
        return View(
            fraction_x - (x - pane.width / 2) / there.width,
            fraction_y - (y - pane.height / 2) / there.height,
            zoom,
        )

    def held(self, pictures: Sequence[Size], pane: Size, least_scale: float, most_scale: float) -> "View":
        """The nearest view that is worth looking at.

        It shows no emptiness that the picture which reaches farthest could fill, and lies between fitting
        (or `least_scale`, if that is smaller) and `most_scale`, in screen pixels for one of the larger
        picture.
        """
        least = min(1.0, zoom_for_scale(least_scale, pictures, pane))
        zoom = min(max(self.zoom, least), max(1.0, zoom_for_scale(most_scale, pictures, pane)))
        reaches = [_reach(picture, pane, zoom) for picture in pictures]
        reach_x = max((reach[0] for reach in reaches), default=0.0)
        reach_y = max((reach[1] for reach in reaches), default=0.0)
        return View(_within(self.x, reach_x), _within(self.y, reach_y), zoom)


def fitting_scale(picture: Size, pane: Size) -> float:
    """Screen pixels for each of a picture's when the whole of it just fits."""
    return min(pane.width / picture.width, pane.height / picture.height)


def larger(pictures: Sequence[Size]) -> Size:
    """The picture with the most pixels: the one that percentages are about."""
    return max(pictures, key=lambda size: size.width * size.height)


def zoom_for_scale(scale: float, pictures: Sequence[Size], pane: Size) -> float:
    """The zoom at which the larger picture has `scale` screen pixels for each of its own."""
    return scale / fitting_scale(larger(pictures), pane)


def scale_of(view: View, pictures: Sequence[Size], pane: Size) -> float:
    """Screen pixels for each pixel of the larger picture."""
    return fitting_scale(larger(pictures), pane) * view.zoom


def _reach(picture: Size, pane: Size, zoom: float) -> tuple[float, float]:
    """How far from 0.5 the fraction in the middle may be before the pane looks past an edge."""
    scale = fitting_scale(picture, pane) * zoom
    across = 0.5 - pane.width / (2 * picture.width * scale)
    down = 0.5 - pane.height / (2 * picture.height * scale)
    return max(0.0, across), max(0.0, down)


def _within(fraction: float, reach: float) -> float:
    return min(max(fraction, 0.5 - reach), 0.5 + reach)
