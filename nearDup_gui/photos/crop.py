"""A rectangle of a picture, in fractions of its width and height, as it is drawn, moved and sized.

Core's `Crop` says the same and refuses nonsense; this one is made by hands, so it always makes sense.
"""

from dataclasses import dataclass

SMALLEST = 0.02
"""Of the picture, on each side: less shows nothing that could be looked for."""


@dataclass(frozen=True, slots=True)
class Crop:
    """Fractions between 0 and 1 with left < right and top < bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def between(cls, x: float, y: float, u: float, v: float) -> "Crop":
        """The rectangle between two corners, cut to the picture and not smaller than `SMALLEST`."""
        left, right = _ordered(x, u)
        top, bottom = _ordered(y, v)
        return cls(left, top, right, bottom)

    def moved(self, across: float, down: float) -> "Crop":
        """The same rectangle elsewhere, inside the picture."""
        across = min(max(across, -self.left), 1 - self.right)
        down = min(max(down, -self.top), 1 - self.bottom)
        return Crop(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def grown(self, across: float, down: float) -> "Crop":
        """With its right and lower sides elsewhere."""
        return Crop(
            self.left,
            self.top,
            min(1.0, max(self.left + SMALLEST, self.right + across)),
            min(1.0, max(self.top + SMALLEST, self.bottom + down)),
        )

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the picture."""
        return self.width > 0.995 and self.height > 0.995


def _ordered(one: float, other: float) -> tuple[float, float]:
    low, high = sorted((min(max(one, 0.0), 1.0), min(max(other, 0.0), 1.0)))
    if high - low < SMALLEST:
        low = min(low, 1 - SMALLEST)
        high = low + SMALLEST
    return low, high
