# Hundreds of pages ask the same questions of one dataset. The answers stay with the dataset itself,
# so that nothing outlives it and no two datasets are mixed up.
"""Questions of a dataset that are answered once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from silkline.model import Dataset

T = TypeVar("T")
P = ParamSpec("P")
_kept: set[Callable[..., Any]] = set()
Question = Callable[Concatenate[Dataset, P], T]


class Watch(dict[object, Any]):
    """Stands for the memory of a dataset that is watched: whoever watches passes questions on."""

    def asked(self, question: Callable[..., Any], args: Any, named: Any) -> Any:
        """The answer to a question of the dataset, with what it is about."""
        raise NotImplementedError


def remembered(question: Question[P, T]) -> Question[P, T]:
    """A question of a dataset whose answer is kept: hundreds of pages ask the same ones."""

    @wraps(question)
    def answer(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> T:
        memo = dataset.memo
        if isinstance(memo, Watch):
            passed: T = memo.asked(answer, args, tuple(kwargs.items()))
            return passed
        key = (question.__module__, question.__qualname__, args, tuple(kwargs.items()))
        if key not in memo:
            memo[key] = question(dataset, *args, **kwargs)
        found: T = memo[key]
        return found

    return answer


def kept(question: Question[P, T]) -> Question[P, T]:
    """A question as `remembered`, whose answer is small and serves the next build as well.

    Where nothing has changed of what it is made from, the figures behind it need not be read again.
    """
    answer = remembered(question)
    _kept.add(answer)
    return answer


def is_kept(question: Callable[..., Any]) -> bool:
    """Whether the answers to a question serve the next build as well."""
    return question in _kept
