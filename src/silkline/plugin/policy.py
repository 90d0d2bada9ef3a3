# What a browser may do with the pages. It stands in each page, because a static host may send no
# header, and in `_headers`, which several hosts read and no other host minds: what cannot be said
# inside a page is said there.
"""The Content-Security-Policy of the pages, and the headers for hosts that send some."""

from __future__ import annotations

from typing import Final

HEADERS: Final = "_headers"
"""The file that Cloudflare Pages and Netlify read."""
_UNUSED: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def page_policy(script: str, style: str) -> str:
    """The policy of every page of the frame.

    Args:
        script: Digest of the one script that stands in the pages, such as `sha256-...`.
        style: Digest of the one style that stands in pages.

    Style attributes are allowed: MkDocs aligns the columns of a table by them, and charts place
    their words. They can run nothing and fetch nothing.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' '{script}'",
            f"style-src 'self' '{style}'",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "object-src 'none'",
            "frame-src 'none'",
        )
    )


def headers_file(script: str, style: str) -> bytes:
    """The headers of all files; data may be read by the pages of any site.

    A file opened by itself, such as a drawing from a package, is held to the same policy as a page.
    """
    lines = (
        "/*",
        f"  Content-Security-Policy: {page_policy(script, style)}",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        f"  Permissions-Policy: {_UNUSED}",
        "  Cross-Origin-Opener-Policy: same-origin",
        "",
        "/data/*",
        "  Access-Control-Allow-Origin: *",
        "",
    )
    return "\n".join(lines).encode()
