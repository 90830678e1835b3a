"""Loop's colours and the nearest of our pigments."""

from __future__ import annotations

import colorsys
import re

_PIGMENT_HUES = {
    "rose": 351, "clay": 15, "honey": 40, "moss": 105,
    "sage": 163, "lagoon": 187, "dusk": 218, "heather": 292,
}  # fmt: skip
_GREY = 0.12
_PALETTE = (
    0xD32F2F, 0xE64A19, 0xF57C00, 0xFF8F00, 0xF9A825, 0xAFB42B, 0x7CB342, 0x388E3C, 0x00897B, 0x00ACC1,
    0x039BE5, 0x1976D2, 0x303F9F, 0x5E35B1, 0x8E24AA, 0xD81B60, 0x5D4037, 0x303030, 0x757575, 0xAAAAAA,
)  # fmt: skip
_FIRST_PALETTE = (0, 1, 4, 5, 7, 8, 9, 10, 13, 14, 15, 17, 19)
"""Where the 13 colours of a database before version 21 stand among the 20 of today."""
_TWENTY_COLORS = 21


def pigment_of(text: str) -> str | None:
    """The nearest of our pigments to a colour like #FF8F00, by hue; None when it is no colour."""
    found = re.match(r"^#(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})$", text.strip())
    return _nearest(int(found.group(1), 16)) if found else None


def pigment_of_stored(color: int | None, version: int) -> str | None:
    """The same for a number of a database: a place in the palette, or at first an ARGB integer (below 0)."""
    if color is None:
        return None
    if color < 0:
        return _nearest(color & 0xFFFFFF)
    if version < _TWENTY_COLORS:
        color = _FIRST_PALETTE[color] if color < len(_FIRST_PALETTE) else -1
    return _nearest(_PALETTE[color]) if 0 <= color < len(_PALETTE) else None


def _nearest(rgb: int) -> str:
    red, green, blue = ((rgb >> shift & 0xFF) / 255 for shift in (16, 8, 0))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < _GREY:
        return "dusk"
    degrees = hue * 360
    return min(_PIGMENT_HUES, key=lambda name: _apart(_PIGMENT_HUES[name], degrees))


def _apart(one: float, other: float) -> float:
    distance = abs(one - other) % 360
    return min(distance, 360 - distance)
