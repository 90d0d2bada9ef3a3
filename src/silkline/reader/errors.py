# Errors that a notebook's author meets. Each is a LookupError, and its text says what to do.
"""Why nothing was read."""

from __future__ import annotations


class UndeclaredRead(LookupError):  # noqa: N818 (named for what the author did)
    """A notebook read an indicator or a table that its metadata does not declare."""


class UnknownIndicator(LookupError):  # noqa: N818
    """There is no indicator of that name."""


class UnknownTable(LookupError):  # noqa: N818
    """No package has a table of that name."""


class UnknownArea(LookupError):  # noqa: N818
    """The indicator has no observations for that area."""


class NoData(LookupError):  # noqa: N818
    """There is nothing to read from here, or it cannot be read."""


class NotReached(NoData):
    """A site did not answer, has no such file, or sent the reader to another host."""


class WrongContent(NoData):
    """A file is not the one that its site or package vouches for."""


class TooLarge(NoData):
    """A file is larger than its site says, or than is ever read."""
