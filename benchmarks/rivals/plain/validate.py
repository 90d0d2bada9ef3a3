"""Hold every package below a folder to its schemas, with frictionless alone."""

import sys
from pathlib import Path

import frictionless

for path in sorted(Path(sys.argv[1]).glob("*/datapackage.json")):
    report = frictionless.validate(str(path), type="package")
    if not report.valid:
        sys.exit(f"{path}: {report.flatten(['title', 'note'])}")
