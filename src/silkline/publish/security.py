# Whoever finds a weakness looks for this file before anything else. It has no clock: the day on
# which it expires is a setting, because nobody else knows for how long the contact will answer.
"""The contact for weaknesses, as RFC 9116 wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from silkline import addresses
from silkline.model import Artifact

if TYPE_CHECKING:
    from silkline.config import Config


def security_files(config: Config) -> tuple[Artifact, ...]:
    """The file, if the settings give a contact and a day."""
    if not config.security_contact or not config.security_expires:
        return ()
    lines = [f"Contact: {address}" for address in config.security_contact]
    lines.append(f"Expires: {config.security_expires}T00:00:00Z")
    lines.append(f"Preferred-Languages: {config.theme_language}")
    if config.site_url.startswith("https://"):
        lines.append(f"Canonical: {config.site_url.rstrip('/')}/{addresses.SECURITY}")
    content = "".join(f"{line}\n" for line in lines).encode()
    return (Artifact(uri=addresses.SECURITY, content=content),)
