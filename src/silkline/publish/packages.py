# A package goes out as it is: tables and raw files byte for byte. Only the descriptor gains what a
# stranger needs to check a download, the digest and size of each table.
"""The files of a data package in the data API."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from silkline import addresses
from silkline.cache import digest
from silkline.model import Artifact, Digest, Package
from silkline.problems import Location, Problem, SilklineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format can say: a clock would make every archive another one."""
_ZIP_LEVEL: Final = 6
_ZIP_MODE: Final = 0o100644
_ZIP_UNIX: Final = 3

CITATION: Final = "CITATION.cff"
TABULAR: Final = {"profile": "tabular-data-resource"}
"""What version 1 calls a table: R's frictionless reads no other, and version 2 knows it."""

BESIDE: Final = (CITATION, "README.md", "prepare.py")
"""Files beside the descriptor that go out where they exist: what it is and how it was made."""


def package_files(package: Package, citation: bytes = b"") -> tuple[Artifact, ...]:
    """Descriptor, tables, raw files and notes of a package, then all of them in one ZIP file.

    `citation` says how the package is cited; one that its authors wrote goes out instead.

    Raises SilklineError: a path leaves the folder (PB001), a file changed since the package was
    read (PB004) or cannot be read (PB005).
    """
    files = _files(package, citation, (*_tables(package), *package.raw_files))
    parts = [
        Artifact(uri=addresses.package_file(package.name, path), content=content)
        for path, content in sorted(files.items())
    ]
    archive = Artifact(uri=addresses.package_zip(package.name), content=zip_bytes(files))
    return (*parts, archive)


def released_package(package: Package, citation: bytes) -> tuple[dict[str, bytes], bytes]:
    """What a release holds of a package, by path in its folder, and the same as a ZIP file.

    Raw files are left out, the larger half of most packages: the table of sources has their
    digests, and they stay where the latest data are.

    Raises SilklineError as `package_files` does.
    """
    files = _files(package, citation, _tables(package))
    return files, zip_bytes(files)


def _files(package: Package, citation: bytes, paths: Iterable[str]) -> dict[str, bytes]:
    files = {"datapackage.json": published_descriptor(package)}
    if citation:
        files[CITATION] = citation
    beside = (path for path in BESIDE if (package.folder / path).is_file())
    for path in (*paths, *beside):
        files[path] = _content(package, path)
    return files


def published_descriptor(package: Package) -> bytes:
    """The descriptor as written, with `bytes` and `hash` for each resource that is one file.

    Tables of our profiles are also called tables in the words of version 1.
    """
    proofs = dict(_proofs(package))
    resources = [
        _with_proof(described, proofs[described["name"]])
        if described["name"] in proofs
        else described
        for described in package.descriptor["resources"]
    ]
    descriptor = {**package.descriptor, "resources": resources}
    return (json.dumps(descriptor, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file that is the same for the same content: sorted, one date, one mode, one level."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, date_time=_ZIP_DATE)
            entry.create_system = _ZIP_UNIX
            entry.external_attr = _ZIP_MODE << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, _ZIP_LEVEL)
    return stream.getvalue()


def _proofs(package: Package) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for resource in package.resources:
        if resource.writing is None or len(resource.writing.paths) == 1:
            proof = _proof(resource.size_bytes, resource.digest)
            yield resource.name, proof if resource.writing else {**proof, **TABULAR}
    for attachment in package.attachments:
        if len(attachment.digests) == 1:
            yield attachment.name, _proof(attachment.size_bytes, attachment.digests[0])


def _proof(size_bytes: int, sha256: Digest) -> Mapping[str, Any]:
    return {"bytes": size_bytes, "hash": f"sha256:{sha256}"}


def _with_proof(described: Mapping[str, Any], proof: Mapping[str, Any]) -> dict[str, Any]:
    """The schema is long: the proof goes before it, where it is seen."""
    short = {key: value for key, value in described.items() if key not in {"schema", *proof}}
    rest = {key: value for key, value in described.items() if key == "schema"}
    return {**short, **proof, **rest}


def _tables(package: Package) -> tuple[str, ...]:
    return (*_expected(package), *package.parts)


def _content(package: Package, path: str) -> bytes:
    where = Location(path=str(PurePosixPath(package.where.path).parent / path))
    if not _is_inside(package.folder, path):
        raise SilklineError(_outside(package.where, path))
    try:
        content = (package.folder / path).read_bytes()
    except OSError as error:
        raise SilklineError(_unreadable(where, error)) from error
    expected = _expected(package).get(path)
    if expected is not None and expected != digest(content):
        raise SilklineError(_changed(where))
    return content


def _expected(package: Package) -> dict[str, Digest]:
    """Digests of the files of resources, as they were when the package was read."""
    found: dict[str, Digest] = {}
    for resource in package.resources:
        if resource.writing is None:
            found[resource.path] = resource.digest
        else:
            found |= zip(resource.writing.paths, resource.writing.digests, strict=True)
    for attachment in package.attachments:
        if attachment.digests:
            found |= zip(attachment.paths, attachment.digests, strict=True)
    return found


def _is_inside(folder: Path, path: str) -> bool:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path:
        return False
    return (folder / path).resolve().is_relative_to(folder.resolve())


def _outside(where: Location, path: str) -> Problem:
    return Problem(
        where=where,
        code="PB001",
        message=f"'{path}' leaves the package's folder",
        hint="give a path inside the folder, without `..` and without symbolic links.",
    )


def _unreadable(where: Location, error: OSError) -> Problem:
    return Problem(
        where=where,
        code="PB005",
        message=f"the file cannot be read: {error.strerror or error}",
        hint="build again and leave the package's files alone meanwhile.",
    )


def _changed(where: Location) -> Problem:
    return Problem(
        where=where,
        code="PB004",
        message="the file changed while the site was being built",
        hint="build again and leave the package's files alone meanwhile.",
    )
