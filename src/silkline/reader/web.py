# The one place of the package that can reach a network, and only when a reader names a site. It
# stands behind a function, so that what is made of the answers can be tried without one.
"""Fetching a file of a site."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException
from typing import IO, TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from silkline.reader.errors import NotReached, TooLarge

if TYPE_CHECKING:
    from http.client import HTTPMessage

TIMEOUT_S: Final = 30


class Fetch(Protocol):
    """Gets the content of an address, never more than so many bytes."""

    def __call__(self, url: str, limit: int, /) -> bytes:
        """The content. Raises NotReached or TooLarge."""
        ...


def fetch(url: str, limit: int, /) -> bytes:
    """The content of an address on the web; redirections are followed on the same host only."""
    opener = urllib.request.build_opener(_SameHost())
    request = urllib.request.Request(url, headers={"User-Agent": "silkline"})  # noqa: S310
    try:
        with opener.open(request, timeout=TIMEOUT_S) as answer:
            content: bytes = answer.read(limit + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise NotReached(f"{url} cannot be read: the server answers {error.code}") from None
    except urllib.error.URLError as error:
        raise NotReached(f"{url} cannot be reached: {error.reason}") from None
    except (OSError, HTTPException) as error:
        raise NotReached(f"{url} cannot be reached: {error}") from None
    if len(content) > limit:
        raise TooLarge(f"{url} is larger than the {limit} bytes that are expected")
    return content


class _SameHost(urllib.request.HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0917 - urllib gives them by place
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        here, there = urlsplit(req.full_url), urlsplit(newurl)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise NotReached(
                f"{req.full_url} leads to another host, {there.netloc}: give its address as source "
                "if you trust it"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)
