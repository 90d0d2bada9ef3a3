# The heart of what a site says: each published figure beside what the data give, and beside the
# other figures that it seems to contradict. docs/methods/verdicts.md has the rules for readers;
# here they are code. `judge` and `reconcile` need validated content; what a row declares but cannot
# be meant is reported by `check_claims` and `check_reconciliations`.
"""Published claims checked against observations, with the arithmetic."""

from silkline.claims.declared import check_claims
from silkline.claims.reconcilable import check_reconciliations
from silkline.claims.reconciling import Reconciled, reconcile, reconciled
from silkline.claims.sides import Side
from silkline.claims.verdicts import judge
from silkline.claims.words import say

__all__ = [
    "Reconciled",
    "Side",
    "check_claims",
    "check_reconciliations",
    "judge",
    "reconcile",
    "reconciled",
    "say",
]
