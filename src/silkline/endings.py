# Whoever waits for a build may end it at any moment: Ctrl-C, a system that shuts down, a terminal
# that closes. All of these are heeded in one way, which lets every block clear away after itself.
# What is at work then may be saying something, and nobody may read it: a pipe that is full would
# keep a process that ends for as long as the pipe stands.
"""Signals that ask a process to end, and how it does."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import current_thread, main_thread
from typing import Final

ENDINGS: Final = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Signals that ask a build to end."""
PATIENCE_S: Final = 5
"""How long whoever is asked to end may take."""
STANDARD_ERROR: Final = 2
_SAID: Final = (1, STANDARD_ERROR)


@contextmanager
def heeding_all() -> Iterator[None]:
    """Every ending is heeded like Ctrl-C: KeyboardInterrupt, with the number of the signal.

    Whoever asked not to be disturbed by a signal is not.
    """
    ours = sorted(ENDINGS) if current_thread() is main_thread() else ()
    before = {number: signal.getsignal(number) for number in ours}
    usual = (signal.SIG_DFL, signal.default_int_handler)
    heeded = {number: how for number, how in before.items() if how in usual}
    for number in heeded:
        signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, how in heeded.items():
            signal.signal(number, how)


def _interrupt(number: int, _frame: object) -> None:
    say_no_more(unless_read=True)
    raise KeyboardInterrupt(number)


def say_no_more(numbers: Iterable[int] = _SAID, *, unless_read: bool = False) -> None:
    """What is said from now on goes nowhere; if asked, only where a pipe takes nothing more."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        for number in numbers:
            if not (unless_read and _takes_more(number)):
                os.dup2(nowhere.fileno(), number)


def _takes_more(number: int) -> bool:
    with suppress(OSError, ValueError):
        return bool(select.select([], [number], [], 0)[1])
    return True  # closed, or no pipe: nothing there makes anybody wait


@contextmanager
def heeded_later() -> Iterator[None]:
    """Endings are heeded when the block is done: half of it would be left.

    What is ignored stays so, here and in processes that are begun meanwhile.
    """
    if current_thread() is not main_thread():
        yield
        return
    came: list[int] = []
    handlers = {number: signal.getsignal(number) for number in sorted(ENDINGS)}
    known = {number: how for number, how in handlers.items() if how is not signal.SIG_IGN}
    for number in known:
        signal.signal(number, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for number, before in known.items():
            signal.signal(number, before)
        for number in came:
            os.kill(os.getpid(), number)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Processes that are begun here hear of no ending before they know what to do then."""
    with heeded_later():
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin_leaving() -> None:
    """How a process that only works for another is to end, from now on: at once, and silently.

    The block at work is broken off and clears away; what it is told again changes nothing.
    """
    for told in ENDINGS:
        if signal.getsignal(told) is not signal.SIG_IGN:
            signal.signal(told, _leave)
    if signal.sigpending() & ENDINGS:
        os._exit(1)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)


def is_leaving() -> bool:
    """Whether this process was told to leave."""
    return any(signal.getsignal(told) is _told_again for told in ENDINGS)


def _leave(*_: object) -> None:
    say_no_more((STANDARD_ERROR,))
    for told in ENDINGS:
        signal.signal(told, _told_again)  # Python complains if one on its way is ignored
    sys.exit(1)


def _told_again(*_: object) -> None:
    """Nothing: whoever is told twice is leaving already."""
