# Names that become addresses and file names are held to one pattern, here, for packages, tables and
# notebooks alike.
"""The form of names."""

from __future__ import annotations

import re
from typing import Final

SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
"""What a package, table or notebook may be called; match it in full."""
SLUG_RULE: Final = "use small letters a to z, digits and hyphens only, and no hyphen at the start."
