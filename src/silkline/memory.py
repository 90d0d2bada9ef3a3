# Hundreds of pages ask the same questions of one dataset. The answers stay with the dataset itself,
# so that nothing outlives it and no two datasets are mixed up.
"""Questions of a dataset that are answered once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from silkline.model import Dataset

T = TypeVar("T")
P = ParamSpec("P")
Question = Callable[Concatenate[Dataset, P], T]


def remembered(question: Question[P, T]) -> Question[P, T]:
    """A question of a dataset whose answer is kept: hundreds of pages ask the same ones."""

    @wraps(question)
    def answer(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (question.__module__, question.__qualname__, args, tuple(kwargs.items()))
        if key not in dataset.memo:
            dataset.memo[key] = question(dataset, *args, **kwargs)
        found: T = dataset.memo[key]
        return found

    return answer
