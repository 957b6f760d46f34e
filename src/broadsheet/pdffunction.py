"""PDF functions: the inks that stand for a tint of a spot ink (ISO 32000-2, 7.10).

A function is read as any PDF library has it: dictionaries with ``get``, streams with ``read_bytes``.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from broadsheet.patterns import late_pattern

Numbers: TypeAlias = "tuple[float, ...]"
Function: TypeAlias = Callable[[Sequence[float]], Numbers]

_DEEPEST = 8
_DEEPEST_BLOCK = 200  # programs choose between the stops of a blend by one block in the other
_MOST_SAMPLES = 1_000_000
_MOST_STEPS = 20_000
MOST_IN_ALL = 20_000_000
"""Steps of programs: of one, however often it is called, or of all that share a budget."""
_MOST_INPUTS = 8  # of samples: twice as many lie round a place with each
_MOST_PROGRAM = 64_000  # bytes
_TOKEN = late_pattern(r"[{}]|[^\s{}]+")


class FunctionError(ValueError):
    """A function cannot be read; the text says why."""


def function_of(value: Any, depth: int = 0, budget: list[int] | None = None) -> Function:
    """Return a function of a file as one that can be called. ``budget`` is how many steps its programs may
    take, together with all else that is given the same list. Raises FunctionError."""
    budget = [MOST_IN_ALL] if budget is None else budget
    if depth > _DEEPEST:
        raise FunctionError("functions in each other")
    try:
        kind = int(value.get("/FunctionType", -1))
        domain, limits = _numbers(value, "/Domain"), _numbers(value, "/Range")
        made = {0: _sampled, 2: _exponential, 3: _stitched, 4: _calculated}[kind](value, depth, budget)
    except FunctionError:
        raise
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise FunctionError(f"no function: {error}") from error

    def call(given: Sequence[float]) -> Numbers:
        try:
            found = _held(made(_held(given, domain)), limits)
        except (IndexError, ValueError, ZeroDivisionError, OverflowError, TypeError, re.error) as error:
            raise FunctionError(f"no value: {error}") from error
        if not all(map(math.isfinite, found)):
            raise FunctionError("no value: not a number")
        return found

    return call


def _numbers(value: Any, key: str) -> Numbers:
    return tuple(float(each) for each in value.get(key, ()))


def _held(given: Sequence[float], limits: Numbers) -> Numbers:
    """Numbers within their limits; those without any as they are."""
    pairs = list(zip(limits[::2], limits[1::2], strict=False))
    held = [min(max(number, low), high) for number, (low, high) in zip(given, pairs, strict=False)]
    return (*held, *given[len(held) :]) if not pairs else tuple(held)


def bits_at(data: bytes, start: int, count: int) -> int:
    """So many bits of data, from one of them on, as a number; the first is the highest."""
    first, last = start // 8, -(-(start + count) // 8)
    return int.from_bytes(data[first:last], "big") >> (8 * last - start - count) & ((1 << count) - 1)


def between(number: float, given: Sequence[float], wanted: Sequence[float]) -> float:
    """Where a number of one range lies in another, in proportion."""
    low, high = given
    return wanted[0] if high == low else wanted[0] + (number - low) * (wanted[1] - wanted[0]) / (high - low)


def _exponential(value: Any, _: int, _budget: list[int]) -> Function:
    none = _numbers(value, "/C0") or (0.0,)
    full = _numbers(value, "/C1") or (1.0,)
    power = float(value.get("/N", 1))
    return lambda given: tuple(
        low + given[0] ** power * (high - low) for low, high in zip(none, full, strict=True)
    )


def _stitched(value: Any, depth: int, budget: list[int]) -> Function:
    parts = [function_of(each, depth + 1, budget) for each in value.get("/Functions")]
    domain, encode = _numbers(value, "/Domain"), _numbers(value, "/Encode")
    edges = list(pairwise((domain[0], *_numbers(value, "/Bounds"), domain[1])))
    if not len(parts) == len(edges) == len(encode) // 2:
        raise FunctionError("parts that do not fit")

    def call(given: Sequence[float]) -> Numbers:
        at = next((index for index, edge in enumerate(edges) if given[0] < edge[1]), len(edges) - 1)
        return parts[at]((between(given[0], edges[at], encode[2 * at : 2 * at + 2]),))

    return call


def _sampled(value: Any, _: int, _budget: list[int]) -> Function:
    """Samples, and what lies between them in proportion, in as many directions as there are inputs."""
    size = [int(each) for each in value.get("/Size")]
    bits, domain = int(value.get("/BitsPerSample")), _numbers(value, "/Domain")
    limits = _numbers(value, "/Range")
    encode = _numbers(value, "/Encode") or tuple(part for count in size for part in (0, count - 1))
    decode = _numbers(value, "/Decode") or limits
    many = len(limits) // 2
    if bits not in {1, 2, 4, 8, 12, 16, 24, 32} or not 0 < math.prod(size) * many <= _MOST_SAMPLES:
        raise FunctionError("samples of this kind")
    if len(size) > _MOST_INPUTS:
        raise FunctionError("too many inputs")
    data: bytes = value.read_bytes()
    full = (1 << bits) - 1
    if len(data) * 8 < math.prod(size) * many * bits:
        raise FunctionError("too few samples")

    def sample(index: int) -> Numbers:
        words = (bits_at(data, (index * many + n) * bits, bits) for n in range(many))
        return tuple(between(word, (0, full), decode[2 * n : 2 * n + 2]) for n, word in enumerate(words))

    def call(given: Sequence[float]) -> Numbers:
        found = {0: 1.0}  # the samples round a place, and the share of each
        step = 1
        for n, count in enumerate(size):
            place = between(given[n], domain[2 * n : 2 * n + 2], encode[2 * n : 2 * n + 2])
            place = min(max(place, 0), count - 1)
            low = math.floor(place)
            ends = ((low, 1 + low - place), (low + 1, place - low))
            found = {
                index + step * at: share * weight
                for at, weight in ends if weight
                for index, share in found.items()
            }  # fmt: skip
            step *= count
        samples = [(share, sample(index)) for index, share in found.items()]
        return tuple(sum(share * made[n] for share, made in samples) for n in range(many))

    return call


def _calculated(value: Any, _: int, budget: list[int]) -> Function:
    text = value.read_bytes()
    if len(text) > _MOST_PROGRAM:
        raise FunctionError("a program too long")
    tokens = iter(_TOKEN.findall(text.decode("latin-1")))
    if next(tokens, "") != "{":
        raise FunctionError("no program")
    program = _block(tokens)
    many = len(_numbers(value, "/Range")) // 2

    def call(given: Sequence[float]) -> Numbers:
        stack: list[Any] = list(given)
        left = [min(_MOST_STEPS, budget[0])]
        budget[0] -= left[0]
        _run(program, stack, left)
        budget[0] += left[0]
        return tuple(float(each) for each in stack[-many:])  # what a program leaves below is nobody's

    return call


def _block(tokens: Iterator[str], depth: int = 0) -> list[Any]:
    """The instructions up to the brace that ends them, blocks inside as lists."""
    if depth > _DEEPEST_BLOCK:
        raise FunctionError("blocks in each other")
    made: list[Any] = []
    for token in tokens:
        if token == "}":
            return made
        if token == "{":
            made.append(_block(tokens, depth + 1))
        elif token in _TWO or token in _ONE or token in _MOVES or token in {"if", "ifelse"}:
            made.append(token)
        elif token in {"true", "false"}:
            made.append(token == "true")
        else:
            made.append(float(token))
    raise FunctionError("a program without an end")


def _run(program: list[Any], stack: list[Any], left: list[int]) -> None:
    for token in program:
        left[0] -= 1
        if left[0] < 0:
            raise FunctionError("a program without an end")
        if not isinstance(token, str):
            stack.append(token)
        elif token in _TWO:
            second, first = stack.pop(), stack.pop()
            stack.append(_TWO[token](first, second))
        elif token in _ONE:
            stack.append(_ONE[token](stack.pop()))
        elif token == "if":
            block, chosen = stack.pop(), stack.pop()
            _run(block if chosen else [], stack, left)
        elif token == "ifelse":
            other, block, chosen = stack.pop(), stack.pop(), stack.pop()
            _run(block if chosen else other, stack, left)
        else:
            _MOVES[token](stack)


def _copy(stack: list[Any]) -> None:
    count = int(stack.pop())
    if count > 0:
        stack.extend(stack[-count:])


def _index(stack: list[Any]) -> None:
    stack.append(stack[-1 - int(stack.pop())])


def _roll(stack: list[Any]) -> None:
    turn, count = int(stack.pop()), int(stack.pop())
    if count > 0:
        part = stack[-count:]
        turn %= count
        stack[-count:] = part[-turn:] + part[:-turn] if turn else part


def _exchange(stack: list[Any]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


_MOVES: dict[str, Callable[[list[Any]], object]] = {
    "pop": list.pop, "exch": _exchange, "dup": lambda stack: stack.append(stack[-1]),
    "copy": _copy, "index": _index, "roll": _roll,
}  # fmt: skip
_ONE: dict[str, Callable[[Any], Any]] = {
    "abs": abs, "neg": operator.neg, "ceiling": math.ceil, "floor": math.floor, "round": round,
    "sqrt": math.sqrt, "truncate": math.trunc, "cvi": math.trunc, "cvr": float,
    "ln": math.log, "log": math.log10, "not": lambda a: not a if isinstance(a, bool) else ~int(a),
    "sin": lambda a: math.sin(math.radians(a)), "cos": lambda a: math.cos(math.radians(a)),
}  # fmt: skip
_TWO: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv,
    "idiv": lambda a, b: int(a / b), "mod": math.fmod, "exp": operator.pow,
    "atan": lambda a, b: math.degrees(math.atan2(a, b)) % 360,
    "eq": operator.eq, "ne": operator.ne, "gt": operator.gt, "ge": operator.ge,
    "lt": operator.lt, "le": operator.le, "and": lambda a, b: _bits(operator.and_, a, b),
    "or": lambda a, b: _bits(operator.or_, a, b), "xor": lambda a, b: _bits(operator.xor, a, b),
    "bitshift": lambda a, b: int(a) << int(b) if 0 <= b < 32 else int(a) >> min(int(-b), 32),
}  # fmt: skip


def _bits(how: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:
    return how(one, other) if isinstance(one, bool) else how(int(one), int(other))
