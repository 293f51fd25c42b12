"""The numbers of embeddings, little-endian and row-major as records hold them."""

from __future__ import annotations

import math
from typing import Any, Mapping

import numpy as np

from tokenloom.errors import ContractError

_BYTES = {"FLOAT16": 2, "BFLOAT16": 2, "FLOAT32": 4}


def bytes_each(element_type: str) -> int:
    """Bytes of one number."""
    if element_type not in _BYTES:
        raise ContractError(
            "Embeddings of an unspecified element type can't be read. Read them with the schema of their own version."
        )
    return _BYTES[element_type]


def bytes_per_token(record: Mapping[str, Any]) -> int:
    """Bytes of one token of a record."""
    shape = record["shape"]
    if not shape or any(side < 0 for side in shape):
        raise ContractError(f"Embeddings of the shape {shape}; [tokens, dimension] was expected.")
    return bytes_each(record["elementType"]) * math.prod(shape[1:])


def numbers(record: Mapping[str, Any], values: bytes) -> np.ndarray:
    """
    The numbers of a record, in its shape: float16 or float32. There is no bfloat16 in numpy, so those come as float32, which
    holds each of them exactly.
    """
    kind = record["elementType"]
    bytes_each(kind)
    if kind == "BFLOAT16":
        wide = np.frombuffer(values, dtype="<u2").astype(np.uint32) << np.uint32(16)
        return wide.view(np.float32).reshape(record["shape"])
    # A copy, for libraries warn of arrays that can't be written.
    return np.array(np.frombuffer(values, dtype="<f2" if kind == "FLOAT16" else "<f4")).reshape(record["shape"])


def from_numbers(array: np.ndarray, element_type: str) -> bytes:
    """Numbers of float32 as a record holds them: rounded to the nearest, ties to even."""
    if element_type == "FLOAT32":
        return array.astype("<f4").tobytes()
    if element_type == "FLOAT16":
        with np.errstate(over="ignore"):
            return array.astype("<f2").tobytes()
    bits = np.ascontiguousarray(array, dtype=np.float32).view(np.uint32)
    rounded = (bits + np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))) >> np.uint32(16)
    quiet = ((bits >> np.uint32(16)) & np.uint32(0x8000)) | np.uint32(0x7FC0)
    return np.where(np.isnan(array), quiet, rounded).astype("<u2").tobytes()
