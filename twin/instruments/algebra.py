"""How a reading follows from the plant's numbers: sums, products and quotients of them, evaluated all at once.

Lives here: `Sum`, `Product`, `Computed`, and `Panel`, which reads many of them in a few vector operations.
Lives elsewhere: where a number is (.sources); which reading is made of what (the section files).

A reading is a product of weighted sums, each to the power 1 or -1: a level is one number, a volume flow is a mass flow
over a density. What is not of this kind (a pH) is `Computed`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from twin.engine.rows import Floats, Memory

LEAST = 1e-12
"""What a divisor is at least: nothing over nothing reads nothing."""
ARRAYS = ("signal", "state", "command")
"""The plant's numbers in the order in which they are laid side by side; a one follows for constants."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A weighted sum of the plant's numbers."""

    terms: tuple[tuple[int, float], ...]
    """Place among all numbers, weight."""

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.terms + other.terms)

    def __sub__(self, other: Sum) -> Sum:
        return self + other * -1.0

    def __mul__(self, factor: float) -> Sum:
        return Sum(tuple((place, weight * factor) for place, weight in self.terms))

    def times(self, other: Sum | Product) -> Product:
        """Product with another."""
        return product(self).times(other)

    def over(self, other: Sum) -> Product:
        """Quotient."""
        return product(self).over(other)


@dataclass(frozen=True, slots=True)
class Product:
    """Sums multiplied and divided."""

    factors: tuple[tuple[Sum, bool], ...]
    """Sum, whether it divides."""

    def __mul__(self, factor: float) -> Product:
        (first, divides), *rest = self.factors
        return Product(((first * factor, divides), *rest))

    def times(self, other: Sum | Product) -> Product:
        """Product with another."""
        return Product(self.factors + product(other).factors)

    def over(self, other: Sum) -> Product:
        """Quotient."""
        return Product((*self.factors, (other, True)))


def product(one: Sum | Product) -> Product:
    """A sum as a product of one."""
    return one if isinstance(one, Product) else Product(((one, False),))


@dataclass(frozen=True, slots=True)
class Computed:
    """A reading that needs a formula."""

    formula: Callable[..., float]
    inputs: tuple[Sum | Product, ...]


Gauge = Sum | Product | Computed
"""How one signal is read."""


class Panel:
    """Many gauges, read together."""

    def __init__(self, memory: Memory, gauges: Sequence[Gauge]) -> None:
        self._sources = [memory.used(what) for what in ARRAYS]
        sizes = [source.size for source in self._sources]
        ends = np.cumsum(sizes)
        self._numbers = np.ones(int(ends[-1]) + 1)
        self._parts = [self._numbers[end - size : end] for size, end in zip(sizes, ends, strict=True)]
        plain = [product(gauge) for gauge in gauges if not isinstance(gauge, Computed)]
        self._plain = np.array([k for k, gauge in enumerate(gauges) if not isinstance(gauge, Computed)], np.intp)
        self._formulas: list[tuple[int, Callable[..., float], slice]] = []
        for k, gauge in enumerate(gauges):
            if isinstance(gauge, Computed):
                self._formulas.append((k, gauge.formula, slice(len(plain), len(plain) + len(gauge.inputs))))
                plain += [product(one) for one in gauge.inputs]
        self._lay_out(plain)
        self._values = np.empty(len(gauges))

    def _lay_out(self, products: Sequence[Product]) -> None:
        factors = [factor for one in products for factor in one.factors]
        terms = [term for total, _ in factors for term in total.terms]
        self._places = np.array([place for place, _ in terms], np.intp)
        self._weights = np.array([weight for _, weight in terms])
        self._term_starts = _starts([len(total.terms) for total, _ in factors])
        self._factor_starts = _starts([len(one.factors) for one in products])
        self._dividing = np.flatnonzero([divides for _, divides in factors])

    def read(self) -> Floats:
        """All readings now, in the order of the gauges; the array is the panel's own and is overwritten."""
        for part, source in zip(self._parts, self._sources, strict=True):
            part[:] = source
        values = self._values
        if not self._places.size:
            return values
        terms = self._numbers.take(self._places)
        terms *= self._weights
        sums = np.add.reduceat(terms, self._term_starts)
        sums[self._dividing] = 1.0 / np.maximum(sums[self._dividing], LEAST)
        products = np.multiply.reduceat(sums, self._factor_starts)
        values[self._plain] = products[: self._plain.size]
        for k, formula, inputs in self._formulas:
            values[k] = formula(*products[inputs].tolist())
        return values


def _starts(lengths: Sequence[int]) -> NDArray[np.intp]:
    ends = np.cumsum(lengths, dtype=np.intp)
    return ends - np.asarray(lengths, np.intp)
