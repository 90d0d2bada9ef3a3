# Digests know nothing of the store, and the store of who else uses its folder: `sharing` does.
"""What has been computed once: digests, the keys of tasks, and the store of their results."""

from __future__ import annotations

from silkline.cache.digests import Inputs, digest, digest_file, digest_json, task_key
from silkline.cache.store import Store

__all__ = ["Inputs", "Store", "digest", "digest_file", "digest_json", "task_key"]
