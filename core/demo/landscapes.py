"""Wide views by day, drawn from nothing, each unlike the next."""

import numpy as np
from PIL import ImageDraw

from core.demo.brushes import (
    Mask,
    Picture,
    Shot,
    around,
    below,
    glow,
    grid,
    mirrored,
    noise,
    paint,
    ramp,
    rgb,
    ridge,
    shape,
    smooth,
)


def mountain_lake(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, _ = grid(h, w)
    picture = ramp(y, [(0, 0x2F6DB5), (0.3, 0x8DB9E2), (0.55, 0xE8EEF0)])
    clouds = noise(place, h, w, 3, 6, stretch=2.5)
    paint(picture, np.clip(clouds * 2 - 1.05, 0, 0.85) * np.clip(1.3 - 2.4 * y, 0, 1), rgb(0xFFFFFF))
    shore = 0.62
    for level, swing, cells, rock in ((0.40, 0.46, 2.2, 0x6F86A3), (0.52, 0.24, 4, 0x45607A)):
        line = ridge(place, w, level, swing, cells, 0.48)
        # Ridged noise: folded at its middle, it has the sharp crests and gullies of rock.
        folds = 1 - abs(2 * noise(place, h, w, 4, 7, stretch=0.55) - 1)
        relief = 0.7 * folds + 0.3 * noise(place, h, w, 14, 5, stretch=0.7)
        slope = np.gradient(relief, axis=1) * 1.0 + np.gradient(relief, axis=0) * 0.5
        lit = np.clip(0.55 + slope * h / 15, 0, 1)
        stone = ramp(lit, [(0, 0x1B2838), (0.5, rock), (1, 0xBFC3C6)])
        snow = np.clip((0.39 - y + (relief - 0.5) * 0.30) * 14, 0, 1)
        white = ramp(lit, [(0, 0x6F8DB8), (0.45, 0xD9E4F1), (0.7, 0xFFFFFF)])
        stone += snow[..., None] * (white - stone)
        paint(picture, below(line, h), stone)
        paint(picture, below(line, h) * np.clip((y - 0.42) * 2.2, 0, 0.42), rgb(0xC7D8E6))
    trees = ridge(place, w, shore - 0.035, 0.07, 5) + 0.02 * place.random(w).astype(np.float32)
    paint(picture, below(trees, h), ramp(noise(place, h, w, 40, 3), [(0, 0x0E2A1C), (1, 0x2F5A3A)]))
    return mirrored(shot, picture, shore, rgb(0x1D4F66))


def sunset_sea(shot: Shot) -> Picture:
    h, w = shot.height, shot.width
    y, x = grid(h, w)
    sea, sun = 0.60, (0.53, 0.62 * shot.aspect)
    picture = ramp(y, [(0, 0x2B2A5E), (0.25, 0x8A3F74), (0.45, 0xF0764B), (0.6, 0xFFCB6B)])
    clouds = noise(shot.place, h, w, 5, 6, stretch=5)
    streaks = np.clip(clouds * 2.2 - 1.1, 0, 1) * np.clip(1.2 - abs(y - 0.32) * 4, 0, 1)
    paint(picture, streaks * 0.75, ramp(y, [(0.1, 0x4A2C5E), (0.35, 0xC2476A), (0.55, 0xFFB25E)]))
    picture += glow(y, x, sun, 0.42)[..., None] * np.array(rgb(0x7A3A10), np.float32)
    paint(picture, np.clip((0.062 - np.hypot(y - sun[0], x - sun[1])) * h / 2, 0, 1), rgb(0xFFF6CF))
    water = ramp(y, [(sea, 0xD9805A), (0.72, 0x6A3A62), (1, 0x1B1B3F)])
    waves = noise(shot.moment, h, w, 26, 4, stretch=12)
    water *= (0.72 + 0.55 * waves)[..., None]
    away = np.clip(y - sea, 0.001, 1)
    path = np.exp(-(((x - sun[1]) / (0.05 + 0.35 * away)) ** 2)) * np.clip(waves * 3 - 1.35, 0, 1)
    water += path[..., None] * np.array(rgb(0xFFC26A), np.float32)
    paint(picture, np.clip((y - sea) * h, 0, 1), water)
    keel, sail = 0.645, 0.30 * shot.aspect + 0.012 * shot.seconds

    def boat(draw: ImageDraw.ImageDraw, unit: float) -> None:
        def points(*pairs: tuple[float, float]) -> list[tuple[float, float]]:
            return [((sail + px) * unit, (keel + py) * unit) for px, py in pairs]

        draw.polygon(points((-0.075, -0.01), (0.09, -0.01), (0.06, 0.022), (-0.055, 0.022)), fill=255)
        draw.polygon(points((0.005, -0.02), (0.005, -0.25), (0.085, -0.025)), fill=255)
        draw.polygon(points((-0.005, -0.03), (-0.003, -0.22), (-0.065, -0.03)), fill=255)

    paint(picture, shape(h, w, boat), rgb(0x1A1430))
    return picture


def dunes(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    picture = ramp(y, [(0, 0x2C73B8), (0.3, 0x86B4D9), (0.45, 0xE9D9BE)])
    layers = ((0.37, 0.10, 2.0), (0.46, 0.16, 1.6), (0.58, 0.2, 1.3), (0.74, 0.26, 1.1))
    for number, (level, swing, cells) in enumerate(layers):
        line = smooth(ridge(place, w, level, swing, cells, 0.3), h // 14)
        crest = np.clip((y - line[None, :]) / 0.30, 0, 1)
        slope = np.gradient(line) * 3.2 + 0.5
        winding = line[None, :] + 0.24 * (0.4 + 0.6 * np.sin(x * 2.4 + number * 1.9))
        shadow = np.clip((winding - y) * 26, 0, 1) * np.clip(slope * 1.5, 0.25, 1)[None, :]
        ripples = np.sin((y * 130 + 9 * noise(place, h, w, 3, 2) + x * 26) * (1.4 - 0.3 * number)) * 0.022
        lit = np.clip(0.92 - 0.34 * crest + ripples, 0, 1)
        sand = ramp(lit, [(0.4, 0xA85F2A), (0.75, 0xE59E52), (1, 0xF9D493)])
        sand += shadow[..., None] * 0.85 * (np.array(rgb(0x6B3620), np.float32) - sand)
        paint(picture, below(line, h), sand)
        haze = 0.34 - 0.11 * number
        paint(picture, below(line, h) * haze, rgb(0xEAD2B0))
    return picture


def birch_wood(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    leaves = 0.62 * noise(place, h, w, 7, 3) + 0.38 * noise(place, h, w, 42, 3)
    picture = ramp(leaves, [(0, 0x5A2C0B), (0.35, 0xC4681A), (0.7, 0xF2A93B), (1, 0xFFE39A)])
    picture += glow(y, x, (0.3, 0.55 * shot.aspect), 0.5)[..., None] * np.array(rgb(0x6A5220), np.float32)
    floor = ramp(noise(place, h, w, 60, 4, stretch=2), [(0, 0x2A1408), (0.5, 0x8A3F14), (1, 0xE08A32)])
    paint(picture, np.clip((y - 0.76) * 9, 0, 1), floor)
    scars = noise(place, h, w, 38, 2, stretch=4)
    stands = (place.permutation(15) + place.uniform(0, 1, 15)) / 15 * shot.aspect
    for middle, depth in zip(stands, np.sort(place.uniform(0, 1, 15)), strict=True):
        half = 0.007 + 0.028 * depth**2
        lean, foot = place.uniform(-0.07, 0.07), 0.78 + 0.2 * depth
        left, right = (int(np.clip(middle + side * (0.06 + half), 0, shot.aspect) * h) for side in (-1, 1))
        columns = slice(left, right)
        across = (x[:, columns] - middle - lean * (y[:, columns] - 0.5)) / (
            half * (0.87 + 0.25 * y[:, columns])
        )
        trunk = np.clip((1 - abs(across)) * half * h / 1.5, 0, 1) * np.clip((foot - y[:, columns]) * 45, 0, 1)
        round_ = np.clip(0.98 - 0.42 * (across + 0.35) ** 2, 0.2, 1)
        bark = ramp(round_ * (0.62 + 0.38 * depth), [(0.1, 0x4A3A34), (0.6, 0xB9AFA4), (1, 0xF5F1EA)])
        shift = int(place.integers(0, h))
        bark *= (1 - 0.75 * np.clip(np.roll(scars, shift, axis=0)[:, columns] * 4 - 2.9, 0, 1))[..., None]
        paint(picture[:, columns], trunk, bark)
    return picture


def lavender(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    far = 0.40
    picture = ramp(y, [(0, 0x5B8FD0), (0.25, 0xB9CBE6), (far, 0xFFE6C4)])
    paint(picture, np.clip(noise(place, h, w, 3, 5, stretch=4) * 1.8 - 1.0, 0, 0.7), rgb(0xFFF5EC))
    paint(picture, below(smooth(ridge(place, w, 0.36, 0.07, 3), h // 30), h), rgb(0x7C8CA8))
    near = np.clip((y - far) / (1 - far), 1e-3, 1)
    row = (x - 0.56 * shot.aspect) / near * 3.0
    hump = np.cos(row * 2 * np.pi) * 0.5 + 0.5
    tuft = noise(place, h, w, 70, 3) - 0.5
    bloom = np.clip(hump + tuft * 0.8 * np.clip(near * 3, 0.2, 1), 0, 1)
    field = ramp(bloom, [(0, 0x2B2A20), (0.28, 0x55604A), (0.5, 0x5A3A8A), (0.8, 0x8A63C2), (1, 0xC7A6EA)])
    paint(field, np.clip(1 - near * 3.4, 0, 0.6), rgb(0xB79ACF))
    paint(picture, np.clip((y - far) * h, 0, 1), field)
    crown = noise(place, h, w, 16, 5)
    round_ = np.hypot((y - 0.30) / 0.125, (x - 0.74 * shot.aspect) / 0.15)
    paint(
        picture,
        ((abs(x - 0.74 * shot.aspect) < 0.011) & (y > 0.33) & (y < far + 0.035)).astype(np.float32),
        rgb(0x33241A),
    )
    leaf = np.clip((1.15 - round_ - 0.55 * crown) * 9, 0, 1)
    paint(picture, leaf, ramp(crown + (0.3 - y), [(0, 0x1E3A1A), (0.8, 0x6A8A3A)]))
    return picture


def snowed_in(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    picture = ramp(y, [(0, 0x8FA3BD), (0.6, 0xD5DEE8), (1, 0xF3F6FA)])
    for depth, code in ((0.2, 0xA9B7C6), (0.5, 0x7C8FA0), (0.8, 0x4F6474)):
        tall = ridge(place, w, 0.60 - 0.10 * depth, 0.05, 3)
        spikes = (
            abs((np.arange(w) / h * (13 - 6 * depth) + 0.2 * np.sin(np.arange(w) / h * 7)) % 1 - 0.5)
            * 0.30
            * (0.5 + depth)
        )
        firs = ramp(noise(place, h, w, 30, 3), [(0.25, code), (1, 0xEDF2F6)])
        paint(picture, below((tall - 0.17 * depth + spikes).astype(np.float32), h), firs)
    ground = smooth(ridge(place, w, 0.70, 0.07, 2), h // 20)
    drift = ramp(noise(place, h, w, 4, 4, stretch=3), [(0, 0xC3D0E0), (0.6, 0xF0F4F8), (1, 0xFFFFFF)])
    paint(picture, below(ground, h), drift)
    at = (0.72, 0.40 * shot.aspect)

    def poly(*points: tuple[float, float]) -> Mask:
        def draw(pen: ImageDraw.ImageDraw, unit: float) -> None:
            pen.polygon([((at[1] + px) * unit, (at[0] + py) * unit) for px, py in points], fill=255)

        return shape(h, w, draw)

    logs = ramp(np.sin(y * 190) * 0.5 + 0.5, [(0, 0x3A2416), (1, 0x7A4E2E)])
    paint(picture, poly((-0.21, -0.13), (0.21, -0.13), (0.21, 0.08), (-0.21, 0.08)), logs)
    paint(picture, poly((-0.26, -0.11), (-0.15, -0.27), (0.15, -0.27), (0.26, -0.11)), rgb(0xF7FAFD))
    paint(picture, poly((-0.26, -0.11), (0.26, -0.11), (0.25, -0.095), (-0.25, -0.095)), rgb(0xB9C8DA))
    paint(picture, poly((0.08, -0.25), (0.12, -0.25), (0.12, -0.33), (0.08, -0.33)), rgb(0x5A4A44))
    for left in (-0.15, 0.07):
        paint(
            picture,
            poly((left, -0.06), (left + 0.08, -0.06), (left + 0.08, 0.01), (left, 0.01)),
            rgb(0xFFCF6B),
        )
        picture += glow(y, x, (at[0] - 0.02, at[1] + left + 0.04), 0.10)[..., None] * np.array(
            rgb(0x5A3A0C), np.float32
        )
    paint(picture, poly((-0.035, -0.07), (0.035, -0.07), (0.035, 0.08), (-0.035, 0.08)), rgb(0x7A2420))
    for count, radius, soft in ((500, 0.0022, 0.0), (150, 0.005, 0.002)):
        spots = shot.moment.uniform(0, 1, (count, 2)) * (1, shot.aspect)

        def flakes(
            draw: ImageDraw.ImageDraw, unit: float, spots: np.ndarray = spots, radius: float = radius
        ) -> None:
            for down, right in spots:
                box = (
                    (right - radius) * unit,
                    (down - radius) * unit,
                    (right + radius) * unit,
                    (down + radius) * unit,
                )
                draw.ellipse(box, fill=215)

        paint(picture, shape(h, w, flakes, soft), rgb(0xFFFFFF))
    return picture


def beach_from_above(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    edge = (
        0.55 * shot.aspect
        + 0.10 * np.sin(y * 3.1 + 0.6)
        + 0.05 * np.sin(y * 8 + 2)
        + 0.03 * noise(place, h, w, 6, 4)
    )
    out = edge - x
    sand = ramp(noise(place, h, w, 70, 4), [(0, 0xD9BC8C), (1, 0xF6E3BE)])
    wet = np.clip(1 - (x - edge) / 0.09, 0, 1) * 0.55
    paint(sand, wet, rgb(0xA98658))
    swell = noise(place, h, w, 12, 4) - 0.5
    sea = ramp(out + 0.12 * swell, [(0, 0xA9E8DC), (0.14, 0x4CC8C4), (0.4, 0x159AB0), (0.8, 0x0B5F8C)])
    picture = sand
    paint(picture, np.clip(out * h / 4, 0, 1), sea)
    lace = noise(shot.moment, h, w, 34, 3)
    for reach, wide in ((0.0, 0.030), (0.085, 0.016), (0.19, 0.012)):
        crest = np.exp(-(((out - reach - 0.03 * swell) / wide) ** 2)) * np.clip(lace * 2.4 - 0.55, 0, 1)
        paint(picture, np.clip(crest, 0, 0.95), rgb(0xFFFFFF))
    for number in range(11):
        at = place.uniform(0.06, 0.95), (0.76 + 0.22 * place.random()) * shot.aspect
        _parasol(
            picture, at, place.uniform(0.026, 0.036), (0xE2483D, 0x2B6CB0, 0xF2B632, 0x2F9E6E)[number % 4]
        )
    return picture


def _parasol(picture: Picture, at: tuple[float, float], radius: float, code: int) -> None:
    h = picture.shape[0]
    picture, y, x = around(picture, at, 2 * radius)
    shadow = np.hypot(y - at[0] - 0.018, x - at[1] - 0.024)
    paint(picture, np.clip((radius - shadow) * h / 5, 0, 0.45), rgb(0x6A5230))
    far, turn = np.hypot(y - at[0], x - at[1]), np.arctan2(y - at[0], x - at[1])
    stripe = (np.floor(turn / np.pi * 4) % 2)[..., None]
    cloth = stripe * np.array(rgb(code), np.float32) + (1 - stripe) * np.array(rgb(0xFBF7EF), np.float32)
    paint(
        picture,
        np.clip((radius - far) * h / 1.5, 0, 1),
        cloth * (0.85 + 0.15 * np.cos(turn + 2.3))[..., None],
    )
