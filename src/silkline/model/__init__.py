# The nouns of the engine. No input or output and no third-party types here: any layer may use
# them, and all of them cross process boundaries. Everything is imported from this package, never
# from its modules.
"""Frozen types for packages, statistics, claims, the site and the build."""

from silkline.model.claims import Claim, Outcome, Statement, Verdict
from silkline.model.dataset import Catalog, Dataset
from silkline.model.packages import (
    Contributor,
    Digest,
    Field,
    License,
    Package,
    PackageKind,
    Resource,
    Row,
    Table,
)
from silkline.model.registers import (
    EVENTS,
    Entry,
    EntryDate,
    EntryLink,
    Membership,
    Mention,
    Reconciliation,
    Register,
    Target,
    Term,
)
from silkline.model.site import Anchor, Artifact, Chart, Notebook, Page
from silkline.model.statistics import (
    Area,
    AreaKind,
    Break,
    Derivation,
    Indicator,
    Observation,
    Qualifier,
    Source,
    Status,
    Topic,
    Unit,
    Waiver,
)
from silkline.model.work import BuildReport, Task, TaskResult

__all__ = [
    "EVENTS",
    "Anchor",
    "Area",
    "AreaKind",
    "Artifact",
    "Break",
    "BuildReport",
    "Catalog",
    "Chart",
    "Claim",
    "Contributor",
    "Dataset",
    "Derivation",
    "Digest",
    "Entry",
    "EntryDate",
    "EntryLink",
    "Field",
    "Indicator",
    "License",
    "Membership",
    "Mention",
    "Notebook",
    "Observation",
    "Outcome",
    "Package",
    "PackageKind",
    "Page",
    "Qualifier",
    "Reconciliation",
    "Register",
    "Resource",
    "Row",
    "Source",
    "Statement",
    "Status",
    "Table",
    "Target",
    "Task",
    "TaskResult",
    "Term",
    "Topic",
    "Unit",
    "Verdict",
    "Waiver",
]
