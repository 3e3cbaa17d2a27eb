"""After dark: stars, lamps and fire, drawn from nothing."""

import numpy as np
from PIL import ImageDraw

from core.demo.brushes import (
    Mask,
    Picture,
    Shot,
    around,
    below,
    bokeh,
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


def starry_night(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    picture = ramp(y, [(0, 0x050A1E), (0.5, 0x0E2244), (0.82, 0x2F4A6B)])
    band = np.exp(-(((x - 0.35 - 0.75 * y) / 0.20) ** 2))
    dust = noise(place, h, w, 4, 7)
    milky = band * np.clip(dust * 1.5 - 0.25, 0, 1)
    picture += milky[..., None] * np.array(rgb(0x8C7FA8), np.float32) * 0.85
    picture += (band**3 * dust)[..., None] * np.array(rgb(0x6A4A3A), np.float32) * 0.6
    stars = np.zeros((h, w), np.float32)
    for count, size in ((2600, 1), (260, 2), (46, 3)):
        rows, columns = place.integers(0, h - 4, count), place.integers(0, w - 4, count)
        light = place.uniform(0.3, 1.0, count)
        for down in range(size):
            for right in range(size):
                stars[rows + down, columns + right] = light
    picture += (stars * (0.55 + 0.45 * band) * (y < 0.9))[..., None]
    firs = place.uniform(0, shot.aspect, 34)
    heights = place.uniform(0.10, 0.34, 34) * (0.35 + abs(firs / shot.aspect - 0.5) * 1.6)

    def forest(draw: ImageDraw.ImageDraw, unit: float) -> None:
        for middle, tall in zip(firs, heights, strict=True):
            for tier in np.linspace(0, 1, 9):
                top, reach = 0.97 - tall * (1.05 - tier * 0.9), tall * (0.05 + 0.20 * tier)
                draw.polygon(
                    [
                        (middle * unit, (top - tall * 0.08) * unit),
                        ((middle - reach) * unit, (top + tall * 0.12) * unit),
                        ((middle + reach) * unit, (top + tall * 0.12) * unit),
                    ],
                    fill=255,
                )

    ground = ridge(place, w, 0.92, 0.05, 2)
    paint(picture, np.maximum(shape(h, w, forest), below(ground, h)), rgb(0x04070D))
    tent = (0.915, 0.52 * shot.aspect)
    picture += glow(y, x, tent, 0.16)[..., None] * np.array(rgb(0x8A4A12), np.float32)

    def canvas(draw: ImageDraw.ImageDraw, unit: float) -> None:
        corners = ((0, -0.085), (-0.10, 0.03), (0.10, 0.03))
        draw.polygon([((tent[1] + px) * unit, (tent[0] + py) * unit) for px, py in corners], fill=255)

    paint(picture, shape(h, w, canvas), ramp(y, [(0.83, 0xB3561B), (0.94, 0xFFD98A)]))
    return picture


def city_at_dusk(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, _ = grid(h, w)
    shore = 0.70
    picture = ramp(y, [(0, 0x16224A), (0.35, 0x54508C), (0.55, 0xC77B8B), (0.7, 0xF3B48A)])
    clouds = noise(place, h, w, 3, 5, stretch=4)
    paint(picture, np.clip(clouds * 1.6 - 0.9, 0, 0.5), rgb(0xE69A9A))
    for far, low, high, wall, lamps in (
        (True, 0.16, 0.30, 0x5A5580, 0.2),
        (False, 0.10, 0.46, 0x1C2140, 0.42),
    ):
        left = -0.02
        while left < shot.aspect:
            wide = place.uniform(0.05, 0.12) * (0.7 if far else 1.0)
            top = shore - place.uniform(low, high) * (0.55 + 0.45 * np.sin(left * 4.2 + 1) ** 2)
            rows, columns = (
                slice(int(top * h), int(shore * h)),
                slice(max(0, int(left * h)), int((left + wide) * h)),
            )
            block = picture[rows, columns]
            if block.size:
                shade = place.uniform(0.8, 1.25)
                block[:] = np.array(rgb(wall), np.float32) * shade
                if not far:
                    _windows(block, place, h, lamps)
            left += wide * place.uniform(0.92, 1.15)
    quay = slice(int((shore - 0.014) * h), int(shore * h))
    picture[quay] = rgb(0x0D1024)
    for lamp in np.arange(0.03, shot.aspect, 0.062):
        spot = (shore - 0.02, float(lamp))
        part, down, right = around(picture, spot, 0.05)
        part += glow(down, right, spot, 0.009)[..., None] * np.array(rgb(0xFFD9A0), np.float32)
    return mirrored(shot, picture, shore, rgb(0x141A3A))


def _windows(wall: Picture, place: np.random.Generator, height: int, lamps: float) -> None:
    step, pane = max(4, height // 75), max(2, height // 130)
    lights = np.array([rgb(0xFFD27A), rgb(0xFFE9B8), rgb(0xFFB45C), rgb(0xCFE3FF)], np.float32)
    for row in range(step, wall.shape[0] - step, step):
        for column in range(step // 2, wall.shape[1] - step, step):
            if place.random() < lamps:
                wall[row : row + pane, column : column + pane] = place.choice(lights) * place.uniform(
                    0.6, 1.0
                )


def party_lights(shot: Shot) -> Picture:
    y, _ = grid(shot.height, shot.width)
    picture = ramp(y, [(0, 0x120A1C), (0.6, 0x1E0F2A), (1, 0x2A1420)])
    bokeh(picture, shot, 70, (0xFF6A3D, 0xFFC24A, 0xFF3D7F, 0x4AC6FF, 0xB06BFF), 0.03, 0.13, 0.75)
    return picture


def aurora(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, _ = grid(h, w)
    across: Mask = np.arange(w) / h
    picture = ramp(y, [(0, 0x03101F), (0.6, 0x0A2C3A), (0.8, 0x184A52)])
    rows, columns = place.integers(0, int(h * 0.7), 900), place.integers(0, w, 900)
    picture[rows, columns] += place.uniform(0.2, 0.9, (900, 1)).astype(np.float32)
    for number in range(3):
        sweep = smooth(ridge(place, w, 0.62 - 0.15 * number, 0.30, 2.2, 0.4), h // 16)
        foot = sweep + 0.012 * np.sin(across * 17 + 4 * np.sin(across * 3) + 0.1 * shot.seconds)
        rays = smooth(ridge(place, w, 0.70, 0.6, 14, 0.85), max(1, h // 300))
        # A curtain is brightest where it is seen edge on: where its foot climbs.
        folded = 0.35 + np.clip(abs(np.gradient(foot)) * h * 1.1, 0, 1)
        up = foot[None, :] - y
        curtain = np.exp(-np.where(up > 0, up * (4.5 + 1.5 * number), -up * 38)) * (rays * folded)[None, :]
        light = ramp(
            up, [(-0.05, 0x9AFFC8), (0.05, 0x4CF59A), (0.18, 0x1FBF86), (0.36, 0x7048B8), (0.6, 0x38185A)]
        )
        picture += curtain[..., None] * light * (0.95 - 0.2 * number)
    hills = ridge(place, w, 0.76, 0.16, 3, 0.45)
    relief = 1 - abs(2 * noise(place, h, w, 4, 6) - 1)
    slope = 0.5 + (np.gradient(relief, axis=1) + np.gradient(relief, axis=0)) * h / 60
    paint(picture, below(hills, h), ramp(slope, [(0, 0x0B2430), (0.5, 0x2A5F66), (1, 0x8CCFBE)]))
    return picture


def fireworks(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    picture = ramp(y, [(0, 0x03040C), (0.7, 0x10142A), (1, 0x2A1E2E)])
    bursts = ((0.30, 0.36, 0.27, 0xFFB03A), (0.24, 0.72, 0.21, 0xFF4A6E), (0.50, 0.60, 0.17, 0x5AC8FF))
    for top, left, reach, code in bursts:
        at = top, left * shot.aspect
        reach *= 1 + 0.05 * shot.seconds
        angles, sparks = place.uniform(0, 2 * np.pi, 130), place.uniform(0.55, 1.0, 130)

        def trails(
            draw: ImageDraw.ImageDraw,
            unit: float,
            at: tuple[float, float] = at,
            reach: float = reach,
            angles: np.ndarray = angles,
            sparks: np.ndarray = sparks,
        ) -> None:
            for angle, spark in zip(angles, sparks, strict=True):
                steps = np.linspace(0.12, 1, 14) * spark * reach
                right = (at[1] + np.cos(angle) * steps) * unit
                down = (at[0] + np.sin(angle) * steps + 0.55 * steps**2 / reach * 0.4) * unit
                for number in range(13):
                    ends = right[number], down[number], right[number + 1], down[number + 1]
                    draw.line(ends, fill=70 + 14 * number, width=2 + number // 5)

        colour = np.array(rgb(code), np.float32)
        picture += shape(h, w, trails)[..., None] * (0.25 + colour)
        picture += shape(h, w, trails, 0.012)[..., None] * colour * 0.9
        picture += glow(y, x, at, reach * 0.8)[..., None] * colour * 0.16
    smoke = noise(place, h, w, 3, 5)
    picture += (np.clip(smoke - 0.5, 0, 1) * 0.16)[..., None]
    people = ridge(place, w, 0.93, 0.035, 26, 0.7)
    heads = 0.022 * abs(np.sin(np.arange(w) / h * 34 + np.sin(np.arange(w) / h * 9)))
    paint(picture, below((people - heads).astype(np.float32), h), rgb(0x020205))
    return picture


def full_moon(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    at, radius = (0.5, 0.5 * shot.aspect), 0.40
    down, aside = (y - at[0]) / radius, (x - at[1]) / radius
    far = np.hypot(down, aside)
    land = noise(place, h, w, 3, 6)
    light = 0.86 - 0.42 * np.clip(land * 2 - 0.95, 0, 1) + 0.16 * (noise(place, h, w, 24, 4) - 0.5)
    for _ in range(240):
        pit, size = place.uniform(-0.95, 0.95, 2), 0.011 / place.uniform(0.12, 1.0)
        centre = at[0] + pit[0] * radius, at[1] + pit[1] * radius
        part, low, right = around(light, centre, 1.7 * size * radius)
        ring = np.hypot(low - centre[0], right - centre[1]) / (size * radius)
        lee = (low - centre[0] + right - centre[1]) / (size * radius)  # the far wall catches the sun
        part += 0.10 * np.exp(-(((ring - 1) / 0.25) ** 2)) * (0.4 + lee) - 0.05 * np.clip(1.1 - ring, 0, 0.5)
    for _ in range(2):
        ray = place.uniform(-0.5, 0.5, 2)
        beams = np.arctan2(down - ray[0], aside - ray[1])
        spread = np.hypot(down - ray[0], aside - ray[1])
        light += 0.10 * np.clip(np.cos(beams * 9 + 2 * np.sin(beams * 4)), 0, 1) * np.exp(-spread * 4)
    light *= np.sqrt(np.clip(1.02 - far**2, 0, 1)) ** 0.35
    picture = np.zeros((h, w, 3), np.float32) + np.array(rgb(0x04050A), np.float32)
    picture += (np.exp(-np.clip(far - 1, 0, 9) * 7) * 0.10)[..., None] * np.array(rgb(0xA9B9D9), np.float32)
    paint(
        picture,
        np.clip((1 - far) * radius * h / 1.5, 0, 1),
        light[..., None] * np.array(rgb(0xF3EDDC), np.float32),
    )
    return picture
