# What leaves the engine: the files of the data API, the search index, and the places that a site
# can be written to. Nothing here computes a number; every value goes out as the text it came in as.
"""The static data API and the sinks that write a site."""

from __future__ import annotations

from silkline.publish.catalogue import claims_file, index_file
from silkline.publish.citations import forms as citation_forms
from silkline.publish.files import (
    Group,
    data_files,
    file_facts,
    file_groups,
    whole_api,
)
from silkline.publish.freezing import freeze
from silkline.publish.front_end import FIRST_RULES, FIRST_SCRIPT, STATIC, front_end_files
from silkline.publish.metadata import MetadataGroup, metadata_groups
from silkline.publish.notices import notice_files
from silkline.publish.packages import BESIDE, package_files
from silkline.publish.releases import release_lists, released_files
from silkline.publish.search import SearchEntry, search_entries
from silkline.publish.search_index import search_files
from silkline.publish.security import security_files
from silkline.publish.sinks import DirectorySink, MemorySink, Sink, front_matter, in_yaml
from silkline.publish.statistics import (
    beside_csv,
    economy_csv,
    economy_json,
    indicator_csv,
    indicator_json,
)
from silkline.publish.tables import table_csv, table_json
from silkline.publish.verifying import disturbed, verify_site

__all__ = [
    "BESIDE",
    "FIRST_RULES",
    "FIRST_SCRIPT",
    "STATIC",
    "DirectorySink",
    "Group",
    "MemorySink",
    "MetadataGroup",
    "SearchEntry",
    "Sink",
    "beside_csv",
    "citation_forms",
    "claims_file",
    "data_files",
    "disturbed",
    "economy_csv",
    "economy_json",
    "file_facts",
    "file_groups",
    "freeze",
    "front_end_files",
    "front_matter",
    "in_yaml",
    "index_file",
    "indicator_csv",
    "indicator_json",
    "metadata_groups",
    "notice_files",
    "package_files",
    "release_lists",
    "released_files",
    "search_entries",
    "search_files",
    "security_files",
    "table_csv",
    "table_json",
    "verify_site",
    "whole_api",
]
