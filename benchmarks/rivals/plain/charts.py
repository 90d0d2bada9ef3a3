"""Draw the chart of every table below a folder, one by one, into `charts/` beside that."""

import csv
import json
import sys
from pathlib import Path

import vl_convert

data = Path(sys.argv[1])
charts = data.parent / "charts"
charts.mkdir(exist_ok=True)
spec = json.loads(Path("chart.json").read_text("utf-8"))
shown = spec.pop("transform")[0]["filter"]["oneOf"]
for path in sorted(data.glob("*/*.csv")):
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            {"ref_area": row[0], "time_period": int(row[1]), "obs_value": float(row[2])}
            for row in csv.reader(file)
            if row[0] in shown
        ]
    svg = vl_convert.vegalite_to_svg({**spec, "data": {"values": rows}})
    (charts / f"{path.stem}.svg").write_text(svg, "utf-8")
