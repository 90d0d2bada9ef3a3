# Colour on a map speaks through area, so the projection keeps areas true.
"""The Equal Earth projection (Šavrič, Patterson and Jenny, 2018)."""

from __future__ import annotations

import math
from typing import Final

from silkline.maps.topojson import Place

_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_M: Final = math.sqrt(3) / 2


def equal_earth(place: Place) -> Place:
    """A place in degrees east and north on the plane, where the globe has the radius 1."""
    longitude, latitude = (math.radians(degrees) for degrees in place)
    t = math.asin(_M * math.sin(latitude))
    a1, a2, a3, a4 = _A
    t2 = t * t
    t6 = t2 * t2 * t2
    bend = 9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1
    return (
        longitude * math.cos(t) / (_M * bend),
        t * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1),
    )
