# The starter with an address, as catalogues are told of it: what the tests of all formats of
# metadata begin with.
"""Descriptions and published files of the starter site, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from nordic_site import read_site, write_site
from small_data import make_config

from silkline.config import Config
from silkline.metadata import Files
from silkline.model import Dataset
from silkline.publish import data_files
from silkline.render import published_files

URL: Final = "https://example.org/nordic/"

_FOLDER = TemporaryDirectory()
"""Kept until the tests end: files are published from where the data was read."""


@cache
def starter() -> tuple[Dataset, Config, Mapping[str, bytes], Files]:
    """Data, settings and files of the data API of the starter with its registers."""
    root = write_site(Path(_FOLDER.name), "registers")
    config = replace(make_config(root), site_url=URL, site_name="Nordic population")
    dataset = read_site(root)
    made = data_files(dataset, {}, config)
    return dataset, config, {a.uri: a.content for a in made}, published_files(made)
