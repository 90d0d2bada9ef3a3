# Races between answers are made, not waited for: the test decides when each answer comes.
"""Answers of a server that come when a test lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


class Held:
    """Answers that come when the test lets them."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.page = page
        self.held: list[Route] = []
        self.holding = True
        page.route(pattern, self._answer)

    def _answer(self, route: Route) -> None:
        if self.holding:
            self.held.append(route)
        else:
            route.continue_()

    def asked(self) -> None:
        """Waits until the page has asked for it."""
        while not self.held:
            self.page.wait_for_timeout(10)

    def let_later(self) -> None:
        """Lets the answers to all later questions come; those held stay held."""
        self.holding = False

    def release(self) -> None:
        """Lets what is held come, and all later ones."""
        self.let_later()
        held, self.held = self.held, []
        for route in held:
            route.continue_()
