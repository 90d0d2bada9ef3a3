# The heart of what a site says: each published figure beside what the data give. The rules stand
# in docs/methods/verdicts.md for readers; here they are code. `judge` needs validated content;
# what a claim declares but cannot be meant is reported by `check_claims`.
"""Published claims checked against observations, with the arithmetic in words."""

from silkline.claims.declared import check_claims
from silkline.claims.verdicts import judge

__all__ = ["check_claims", "judge"]
