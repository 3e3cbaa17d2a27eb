"""One thing in front of the lens, drawn from nothing."""

import numpy as np
from PIL import ImageDraw

from core.demo.brushes import (
    Mask,
    Picture,
    Shot,
    around,
    below,
    bokeh,
    grid,
    noise,
    paint,
    ramp,
    rgb,
    ridge,
    shape,
    smooth,
)


def daisy(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    picture = ramp(noise(place, h, w, 2.2, 3), [(0, 0x12351B), (0.5, 0x3F7A2C), (1, 0xB9C860)])
    bokeh(picture, shot, 26, (0xE6F0A0, 0x86B548, 0xF6F3CF), 0.05, 0.11, 0.30)
    sway = 0.012 * shot.seconds
    heart = (0.47, 0.52 * shot.aspect + sway)

    def stalk(draw: ImageDraw.ImageDraw, unit: float) -> None:
        path = [(heart[1] * unit, heart[0] * unit), ((heart[1] - 0.05) * unit, 1.05 * unit)]
        draw.line(path, fill=255, width=int(0.024 * unit))

    paint(picture, shape(h, w, stalk, 0.002), ramp(x, [(heart[1] - 0.06, 0x2F6A22), (heart[1], 0x7FB545)]))
    for layer, (count, reach) in enumerate(((22, 0.37), (19, 0.33))):
        for number in range(count):
            angle = 2 * np.pi * (number + 0.5 * layer) / count + place.normal(0, 0.05)
            length, half = reach * place.uniform(0.92, 1.05), place.uniform(0.036, 0.046)
            middle = heart[0] + 0.5 * length * np.sin(angle), heart[1] + 0.5 * length * np.cos(angle)
            part, down, right = around(picture, middle, 0.6 * length)
            along = (right - heart[1]) * np.cos(angle) + (down - heart[0]) * np.sin(angle) * 1.08
            aside = -(right - heart[1]) * np.sin(angle) + (down - heart[0]) * np.cos(angle) * 1.08
            span = np.clip(along / length, 0, 1)
            edge = half * np.sqrt(np.clip(span * 1.25, 0, 1)) * np.sqrt(np.clip((1 - span) * 5, 0, 1))
            petal = np.clip((edge - abs(aside)) * h / 2, 0, 1) * (along > 0)
            vein = 0.93 + 0.07 * np.cos(aside / half * 9)
            shade = np.clip(0.60 + 0.5 * span - 0.25 * abs(aside) / half, 0, 1) * vein
            paint(part, petal, ramp(shade, [(0.3, 0x8E93B5), (0.75, 0xEDEEF6), (1, 0xFFFFFF)]))
    far = np.hypot(x - heart[1], (y - heart[0]) * 1.08)
    seeds = noise(place, h, w, 90, 2)
    dome = np.clip(1.15 - far / 0.13 + (seeds - 0.5) * 0.7 + (heart[0] - y), 0, 1)
    paint(
        picture,
        np.clip((0.105 - far) * h / 3, 0, 1),
        ramp(dome, [(0, 0x8A4A06), (0.45, 0xF0A80C), (1, 0xFFE35A)]),
    )
    return picture


def balloons(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, _ = grid(h, w)
    picture = ramp(y, [(0, 0x4A93DB), (0.55, 0xBFE0F4), (0.75, 0xFFF0D8)])
    paint(picture, np.clip(noise(place, h, w, 4, 6, stretch=2) * 2 - 1.15, 0, 0.8), rgb(0xFFFFFF))
    for level, code in ((0.78, 0x9DB98C), (0.86, 0x6E9A4E), (0.93, 0x3F7332)):
        line = smooth(ridge(place, w, level, 0.08, 2), h // 40)
        meadow = ramp(noise(place, h, w, 16, 4, stretch=3), [(0, code - 0x202010), (1, code + 0x101010)])
        paint(picture, below(line, h), meadow)
    flock = (
        (0.30, 0.34, 0.20, (0xD8342B, 0xF9C22E)),
        (0.24, 0.76, 0.105, (0x1F5FA8, 0xF4F4F0)),
        (0.55, 0.60, 0.075, (0x7A3B93, 0xF39A2B)),
        (0.50, 0.90, 0.055, (0x14866D, 0xF9E04A)),
        (0.13, 0.56, 0.045, (0xE85D8A, 0xFFFFFF)),
    )
    for top, left, radius, (first, second) in flock:
        at = (top - 0.004 * shot.seconds, left * shot.aspect + 0.009 * shot.seconds * (1.5 - radius * 4))
        _balloon(picture, at, radius, first, second)
    return picture


def _balloon(picture: Picture, at: tuple[float, float], radius: float, first: int, second: int) -> None:
    h = picture.shape[0]
    picture, y, x = around(picture, at, 1.8 * radius)
    down, aside = (y - at[0]) / radius, (x - at[1]) / radius
    half = np.where(
        down < 0.25,
        np.sqrt(np.clip(1 - down**2, 0, 1)),
        0.97 - 0.66 * np.clip((down - 0.25) / 1.05, 0, 1) ** 1.3,
    )
    inside = np.clip((half - abs(aside)) * radius * h / 1.5, 0, 1) * (down < 1.3) * (down > -1)
    turn = np.arcsin(np.clip(aside / np.maximum(half, 0.05), -1, 1))
    stripe = (np.floor((turn / np.pi + 0.5) * 8) % 2)[..., None]
    cloth = stripe * np.array(rgb(first), np.float32) + (1 - stripe) * np.array(rgb(second), np.float32)
    shade = np.clip(0.95 - 0.42 * aside - 0.16 * down - 0.3 * aside**2, 0.3, 1.15)
    paint(picture, inside, cloth * shade[..., None])
    basket = (abs(aside) < 0.13) & (down > 1.55) & (down < 1.78)
    ropes = (abs(abs(aside) - 0.12 - 0.16 * (1.55 - down)) < 0.016) & (down > 1.25) & (down < 1.56)
    paint(picture, (basket | ropes).astype(np.float32), rgb(0x4A2E1A))


def fruit_bowl(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    picture = ramp(np.hypot(x - 0.3, y - 0.2), [(0, 0x6F7F86), (1.2, 0x23292F)])
    boards = noise(place, h, w, 60, 3, stretch=14) * 0.6 + noise(place, h, w, 5, 3, stretch=8) * 0.4
    table = ramp(boards, [(0, 0x4A2A17), (0.5, 0x8A5630), (1, 0xB9824F)])
    paint(picture, np.clip((y - 0.60) * h, 0, 1), table * np.clip(1.15 - 0.5 * (y - 0.6), 0, 1.2)[..., None])
    peel = noise(place, h, w, 70, 2)
    fruits = (
        (0.60, 0.34, 0.150, 0xE8741A, 0.8),
        (0.58, 0.72, 0.160, 0xB51E24, 0.2),
        (0.52, 0.53, 0.145, 0x8FB02E, 0.25),
        (0.72, 0.47, 0.140, 0xF2B21C, 0.6),
        (0.75, 0.66, 0.125, 0xEE8A22, 0.8),
        (0.80, 0.30, 0.105, 0x7A1638, 0.15),
    )
    for top, left, radius, code, rough in fruits:
        at = top, left * shot.aspect
        cast = np.hypot((y - at[0] - radius * 0.92) * 3.2, x - at[1] - radius * 0.55) / radius
        paint(picture, np.clip(1.25 - cast, 0, 1) * 0.62, rgb(0x160C07))
        _ball(picture, at, radius, code, (peel - 0.5) * rough * 0.14)
    return picture


def _ball(picture: Picture, at: tuple[float, float], radius: float, code: int, skin: Mask) -> None:
    """A round fruit, lit from the upper left."""
    h = picture.shape[0]
    part, y, x = around(picture, at, 1.02 * radius)
    skin = around(skin, at, 1.02 * radius)[0]
    down, aside = (y - at[0]) / radius, (x - at[1]) / radius
    near = np.sqrt(np.clip(1 - down**2 - aside**2, 0, 1))
    light = np.clip(-0.55 * aside - 0.6 * down + 0.58 * near + skin, 0, 1)
    tone = np.array(rgb(code), np.float32) * (0.16 + 0.95 * light)[..., None]
    tone += (np.clip(light - 0.86, 0, 1) ** 1.5 * 9)[..., None]
    paint(part, np.clip((1 - np.hypot(down, aside)) * radius * h / 1.5, 0, 1), tone)
    dimple = np.exp(-((aside / 0.12) ** 2 + ((down + 0.72) / 0.06) ** 2)) * 0.75
    paint(part, dimple.astype(np.float32), rgb(0x2A1A0C))


def coffee(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, x = grid(h, w)
    grain = noise(place, h, w, 4, 3, stretch=0.16) * 0.5 + noise(place, h, w, 30, 3, stretch=0.06) * 0.5
    picture = ramp(grain, [(0, 0x9A7350), (0.5, 0xC79E74), (1, 0xE4C49C)])
    seams = np.exp(-(((((x * 3.3) % 1) - 0.5) / 0.012) ** 2))
    paint(picture, (seams * 0.6).astype(np.float32), rgb(0x4A3220))
    at = (0.50, 0.47 * shot.aspect)
    down, aside = y - at[0], x - at[1]
    far, turn = np.hypot(down, aside), np.arctan2(down, aside)

    def disc(radius: float, soft: float = 1.5) -> Mask:
        return np.clip((radius - far) * h / soft, 0, 1)

    paint(picture, np.clip(1.3 - np.hypot(down - 0.05, aside - 0.07) / 0.36, 0, 0.6), rgb(0x2A1A10))
    rim = 0.90 + 0.08 * np.cos(turn + 2.4)
    paint(picture, disc(0.385), np.array(rgb(0xF4F1EC), np.float32) * rim[..., None])
    paint(picture, disc(0.285, 18) * 0.35, rgb(0x6A625A))
    along, beside = (aside * 0.83 - down * 0.56), abs(aside * 0.56 + down * 0.83)
    for wide, low, code in ((0.052, 0.014, 0x8F877C), (0.036, 0.0, 0xF7F4EF)):
        handle = (wide - np.hypot(beside, np.clip(along - 0.385, 0, 1))) * (along > 0.24) - low
        paint(picture, np.clip(handle * h / (4 if low else 1.5), 0, 1), rgb(code))
    paint(picture, disc(0.262), np.array(rgb(0xFAF8F4), np.float32) * (2 - rim - 0.06)[..., None])
    foam = noise(place, h, w, 14, 4)
    paint(
        picture,
        disc(0.238),
        ramp(foam * 0.4 + far * 2.2, [(0.1, 0xB9783F), (0.6, 0x7A431C), (0.8, 0x4A230C)]),
    )
    for layer in range(5):
        leaf = 0.165 - 0.034 * layer
        heart = np.hypot(aside * 1.05, (down - 0.02 * layer + 0.01) + 0.42 * abs(aside))
        ring = np.clip((0.011 - abs(heart - leaf)) * h / 3, 0, 1) * disc(0.22)
        paint(picture, ring * 0.95, rgb(0xFBEBD2))
    stem = np.clip((0.006 - abs(aside)) * h / 2, 0, 1) * (abs(down) < 0.17)
    paint(picture, stem.astype(np.float32), rgb(0xFBEBD2))
    return picture


def red_bridge(shot: Shot) -> Picture:
    h, w, place = shot.height, shot.width, shot.place
    y, _ = grid(h, w)
    picture = ramp(y, [(0, 0xA9BCC6), (0.6, 0xDCE3E4), (1, 0x8FA6AC)])
    paint(picture, below(ridge(place, w, 0.66, 0.10, 3), h), rgb(0xA9B8B8))
    water = ramp(noise(place, h, w, 30, 4, stretch=8), [(0, 0x6E8890), (1, 0xB3C4C6)])
    paint(picture, np.clip((y - 0.76) * h / 3, 0, 1), water)
    towers, deck = (0.28 * shot.aspect, 0.80 * shot.aspect), 0.60

    def steel(draw: ImageDraw.ImageDraw, unit: float) -> None:
        for tower in towers:
            for leg in (-0.032, 0.032):
                draw.rectangle(
                    ((tower + leg - 0.010) * unit, 0.10 * unit, (tower + leg + 0.010) * unit, 0.86 * unit),
                    fill=255,
                )
            for beam in (0.12, 0.25, 0.38, 0.50):
                draw.rectangle(
                    ((tower - 0.03) * unit, beam * unit, (tower + 0.03) * unit, (beam + 0.022) * unit),
                    fill=255,
                )
        draw.rectangle((0, deck * unit, shot.aspect * unit, (deck + 0.028) * unit), fill=255)
        middle, half = sum(towers) / 2, (towers[1] - towers[0]) / 2
        for right in np.linspace(-0.2, shot.aspect + 0.2, 90):
            inner = towers[0] <= right <= towers[1]
            beyond = min(abs(right - tower) for tower in towers)
            sag = 0.11 + 0.44 * (1 - ((right - middle) / half) ** 2) if inner else 0.11 + 0.9 * beyond
            if sag < deck:
                draw.line((right * unit, sag * unit, right * unit, deck * unit), fill=150, width=2)
        curve = np.linspace(towers[0], towers[1], 120)
        draw.line(
            [(right * unit, (0.11 + 0.44 * (1 - ((right - middle) / half) ** 2)) * unit) for right in curve],
            fill=255,
            width=int(0.012 * unit),
        )
        for tower, side in ((towers[0], -1), (towers[1], 1)):
            draw.line(
                (tower * unit, 0.11 * unit, (tower + side * 0.56) * unit, 0.614 * unit),
                fill=255,
                width=int(0.012 * unit),
            )

    paint(picture, shape(h, w, steel), ramp(y, [(0.1, 0xC8402C), (0.9, 0x8A2A20)]))
    fog = noise(place, h, w, 3, 6, stretch=3)
    bank = np.clip(1.25 - abs(y - 0.78) * 4.2, 0, 1) * np.clip(fog * 1.7 - 0.25, 0, 1)
    paint(picture, np.clip(bank, 0, 0.93), rgb(0xEDF1F1))
    return picture
