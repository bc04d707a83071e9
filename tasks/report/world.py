"""Borders for the map: Natural Earth 1:110m (public domain), a table derived once from world-atlas.

`python -m tasks.report.world countries-110m.json` writes `data/world.json` anew from that file of
the npm package world-atlas 2.0.2 (ISC): TopoJSON whose shapes carry the codes of states.
"""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pycountry

from schemas.codes import KOSOVO

WORLD = Path(__file__).parent / "data" / "world.json"
_ANTARCTICA = "ATA"


@cache
def drawn_states() -> frozenset[str]:
    """Return the codes of the states that are large enough to have a shape."""
    topology = json.loads(WORLD.read_text("utf-8"))
    shapes = topology["objects"]["states"]["geometries"]
    return frozenset(shape["id"] for shape in shapes if "id" in shape)


def derive(atlas: Path, path: Path = WORLD) -> int:
    """Write the shapes of `atlas` with alpha-3 codes as ids; return their number.

    A shape of no ISO code is kept without an id; Antarctica is left out.
    """
    topology: dict[str, Any] = json.loads(atlas.read_text("utf-8"))
    shapes = [
        {"type": shape["type"], "arcs": shape["arcs"], **({"id": code} if code else {})}
        for shape in topology["objects"]["countries"]["geometries"]
        if (code := _code(shape)) != _ANTARCTICA
    ]
    topology["objects"] = {"states": {"type": "GeometryCollection", "geometries": shapes}}
    path.write_text(json.dumps(topology, separators=(",", ":")) + "\n", "utf-8")
    return len(shapes)


def _code(shape: dict[str, Any]) -> str | None:
    if shape["properties"]["name"] == "Kosovo":
        return KOSOVO
    found = pycountry.countries.get(numeric=shape.get("id", ""))
    return found.alpha_3 if found else None


if __name__ == "__main__":
    derive(Path(sys.argv[1]))
