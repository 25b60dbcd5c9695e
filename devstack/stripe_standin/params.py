"""Forms checked against the parameter types that the `stripe` package ships.

The package is made from Stripe's own description of its API, so a misspelt name, a wrong type or an unknown word is
refused here as it would be there. Its open enumerations ("these words, or any other") are closed first.
"""

import re
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

from stripe import RequestOptions
from typing_extensions import is_typeddict

from devstack.stripe_standin.errors import ApiError

Tree: TypeAlias = "str | dict[str, Tree]"

MOST_DEEP = 8
WHOLE = re.compile(r"-?[0-9]{1,18}")


def decode(form: str) -> dict[str, Tree]:
    """`a[b][0]=x` as `{"a": {"b": {"0": "x"}}}`; lists are still maps. Raises `ApiError`."""
    tree: dict[str, Tree] = {}
    for name, value in parse_qsl(form, keep_blank_values=True):
        head, *rest = name.replace("]", "").split("[", MOST_DEEP)
        _plant(tree, [head, *rest], value)
    return tree


def _plant(tree: dict[str, Tree], steps: list[str], value: str) -> None:
    for step in steps[:-1]:
        below = tree.setdefault(step or str(len(tree)), {})
        if isinstance(below, str):
            raise ApiError(f"Invalid parameter: {step} is given as a word and as a map", param=step)
        tree = below
    tree[steps[-1] or str(len(tree))] = value


def check(tree: Mapping[str, Tree], shape: type) -> dict[str, Any]:
    """The form's values in the types of `shape`, one of the package's `…Params`. Raises `ApiError`."""
    return _map(tree, shape, "")


def _map(tree: Mapping[str, Tree], shape: type, path: str) -> dict[str, Any]:
    kinds = _kinds(shape)
    for name in tree:
        if name not in kinds:
            raise _unknown(_below(path, name), name, list(kinds))
    for name in sorted(shape.__required_keys__ & set(kinds)):  # type: ignore[attr-defined]
        if name not in tree:
            raise ApiError(f"Missing required param: {_below(path, name)}.", code="parameter_missing",
                           param=_below(path, name))
    return {name: _value(value, kinds[name], _below(path, name)) for name, value in tree.items()}


@cache
def _kinds(shape: type) -> dict[str, Any]:
    """The type of every parameter; the package mixes the options of a call into some of the shapes."""
    own = {k: v for k, v in shape.__annotations__.items() if k not in RequestOptions.__annotations__}
    holder = type("Holder", (), {"__annotations__": own})
    return get_type_hints(holder, globalns=vars(sys.modules[shape.__module__]))


def _below(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name


def _unknown(param: str, name: str, known: list[str]) -> ApiError:
    near = get_close_matches(name, known, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return ApiError(f"Received unknown parameter: {param}.{hint}", code="parameter_unknown", param=param)


def _value(value: Tree, kind: Any, path: str) -> Any:
    choices = _choices(kind)
    if isinstance(value, str):
        return _scalar(value, choices, path)
    for choice in choices:
        if is_typeddict(choice):
            return _map(value, choice, path)
        if get_origin(choice) is list:
            return _list(value, get_args(choice)[0], path)
        if get_origin(choice) is dict:
            return {name: _value(below, get_args(choice)[1], _below(path, name)) for name, below in value.items()}
    raise ApiError(f"Invalid {path}: a map was given.", param=path)


def _choices(kind: Any) -> list[Any]:
    """The alternatives of a type; `Literal[…] | str` counts as the literal alone, unless that is the empty word."""
    choices = list(get_args(kind)) if get_origin(kind) in (Union, UnionType) else [kind]
    closed = any(get_origin(c) is Literal and get_args(c) != ("",) for c in choices)
    return [c for c in choices if not (closed and c is str)]


def _list(value: Mapping[str, Tree], kind: Any, path: str) -> list[Any]:
    if sorted(value) != sorted(str(n) for n in range(len(value))):
        raise ApiError(f"Invalid array: {path}", param=path)
    return [_value(value[str(n)], kind, f"{path}[{n}]") for n in range(len(value))]


def _scalar(text: str, choices: list[Any], path: str) -> str | int | bool:
    words = [word for choice in choices if get_origin(choice) is Literal for word in get_args(choice)]
    if text in words:
        return text
    if int in choices and WHOLE.fullmatch(text):
        return int(text)
    if bool in choices and text in ("true", "false"):
        return text == "true"
    if str in choices:
        return text
    raise _mistyped(text, choices, words, path)


def _mistyped(text: str, choices: list[Any], words: list[str], path: str) -> ApiError:
    if words:
        return ApiError(f"Invalid {path}: must be one of {', '.join(words)}", param=path)
    if int in choices:
        return ApiError(f"Invalid integer: {text}", code="parameter_invalid_integer", param=path)
    if bool in choices:
        return ApiError(f"Invalid boolean: {text}", code="parameter_invalid_boolean", param=path)
    return ApiError(f"Invalid {path}: a map or an array is wanted", param=path)
