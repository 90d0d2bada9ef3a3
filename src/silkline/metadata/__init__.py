# Between the data and those who list data of others. `gather` makes one description of each
# dataset, and every format is written from it. Sizes and digests are those of the published files,
# so metadata is made after them.
"""Metadata of datasets in the formats that machines accept."""

from __future__ import annotations

from silkline.metadata.citing import catalogue_cff, package_cff
from silkline.metadata.croissant import package_node
from silkline.metadata.csvw import (
    Column,
    CsvTable,
    ForeignKey,
    Told,
    group_bytes,
    number_type,
    table_bytes,
)
from silkline.metadata.dcat import catalogue_bytes
from silkline.metadata.described import (
    Description,
    FileFact,
    Files,
    Site,
    Words,
    identifier,
    lacks,
    web_address,
)
from silkline.metadata.fair import FairTest, fair_tests
from silkline.metadata.gather import (
    catalogue_description,
    describe_indicator,
    describe_package,
    licence_terms,
    package_terms,
    site_of,
    topic_words,
)
from silkline.metadata.schema_org import catalogue_node, dataset_node, embedded
from silkline.metadata.signposts import dataset_links, home_links

__all__ = [
    "Column",
    "CsvTable",
    "Description",
    "FairTest",
    "FileFact",
    "Files",
    "ForeignKey",
    "Site",
    "Told",
    "Words",
    "catalogue_bytes",
    "catalogue_cff",
    "catalogue_description",
    "catalogue_node",
    "dataset_links",
    "dataset_node",
    "describe_indicator",
    "describe_package",
    "embedded",
    "fair_tests",
    "group_bytes",
    "home_links",
    "identifier",
    "lacks",
    "licence_terms",
    "number_type",
    "package_cff",
    "package_node",
    "package_terms",
    "site_of",
    "table_bytes",
    "topic_words",
    "web_address",
]
