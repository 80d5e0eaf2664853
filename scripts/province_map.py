"""Make the province map's paths from two GeoJSON files keyed by ISO code (the nation simplified, the inset finer).

python scripts/province_map.py NATION.geojson INSET.geojson
The geometry is that of the superset-ui country map (Apache-2.0), simplified with shared borders kept.
"""

import itertools
import json
import math
import sys
from pathlib import Path

OUT = Path(__file__).parent.parent / "src" / "chumchon" / "areas" / "geometry.json"
WIDTH, INSET_WIDTH = 400.0, 110.0


def rings(geometry: dict) -> list[list[list[float]]]:
    """Every ring of a polygon or multipolygon."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for part in parts for ring in part]


def project(features: list[dict], width: float) -> tuple[dict[str, dict], float]:
    """Equirectangular at the middle latitude, x from 0 to width; {province code: path and label point}, height."""
    points = [p for f in features for ring in rings(f["geometry"]) for p in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * squeeze)
    made = {}
    for feature in features:
        drawn, largest = "", []
        for ring in rings(feature["geometry"]):
            at = [((x - west) * squeeze * scale, (north - y) * scale) for x, y, *_ in ring]
            kept = [at[0]] + [b for a, b in itertools.pairwise(at) if abs(a[0] - b[0]) + abs(a[1] - b[1]) > 0.05]
            drawn += "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept[:-1]) + "Z"
            if area(at) > area(largest):
                largest = at
        middle = (sum(p[0] for p in largest) / len(largest), sum(p[1] for p in largest) / len(largest))
        made[feature["properties"]["ISO"][3:]] = {"d": drawn, "x": round(middle[0], 1), "y": round(middle[1], 1)}
    return made, (north - south) * scale


def area(ring: list[tuple[float, float]]) -> float:
    """The shoelace area of a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))) / 2


def main() -> None:
    """Write the paths."""
    nation, inset = (json.loads(Path(p).read_text())["features"] for p in sys.argv[1:3])
    provinces, height = project(nation, WIDTH)
    near, near_height = project(inset, INSET_WIDTH)
    data = {
        "source": "superset-ui legacy-plugin-chart-country-map 0.20.3, Apache-2.0; simplified",
        "width": WIDTH, "height": round(height, 1), "provinces": dict(sorted(provinces.items())),
        "inset": {"width": INSET_WIDTH, "height": round(near_height, 1), "provinces": dict(sorted(near.items()))},
    }  # fmt: skip
    OUT.write_text(json.dumps(data, indent=0) + "\n")
    print(f"{len(provinces)} provinces, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
