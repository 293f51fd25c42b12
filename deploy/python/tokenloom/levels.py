"""Lower levels of embeddings whose levels are average-pooled, as ``MatryoshkaLevels`` in Java derives them."""

from __future__ import annotations

import math

import numpy as np

from tokenloom.contract import Record, inline
from tokenloom.errors import ContractError
from tokenloom.numbers import from_numbers, numbers
from tokenloom.records import tokens


def pooled(record: Record, wanted: int) -> Record:
    """
    A record at a lower level, as Matryoshka Multimodal Models have them, but for its valid lengths: means of square windows,
    in double precision.
    """
    side, low = _side(record), math.isqrt(wanted)
    if low * low != wanted or side % low != 0:
        raise ContractError(
            f"A grid of {side} x {side} can't be pooled to {wanted} tokens: its side must be a multiple of the level's side."
        )
    window = side // low
    grid = numbers(record, inline(record)).astype(np.float64).reshape(low, window, low, window, -1)
    # Added row by row, number by number, so that sums are the same as Java's to the last bit.
    sums = np.zeros((low, low, grid.shape[-1]))
    for row in range(window):
        for column in range(window):
            sums += grid[:, row, :, column]
    derived = dict(record)
    derived["values"] = from_numbers((sums / (window * window)).astype(np.float32), record["elementType"])
    derived["shape"] = [wanted, *record["shape"][1:]]
    geometry = record["geometry"]
    if geometry is not None:
        derived["geometry"] = {
            **geometry,
            "gridHeight": geometry["gridHeight"] // window,
            "gridWidth": geometry["gridWidth"] // window,
            "patchHeight": geometry["patchHeight"] * window,
            "patchWidth": geometry["patchWidth"] * window,
        }
    full = (record["layout"] or {}).get("fullTokens", 0) or tokens(record)
    derived["layout"] = {"firstToken": 0, "blockEnds": [], "orderParameter": 0, "fullTokens": full, "separators": []}
    return derived


def _side(record: Record) -> int:
    whole, geometry = tokens(record), record["geometry"]
    side = math.isqrt(whole)
    square = side * side == whole and (
        geometry is None
        or (geometry["gridTime"], geometry["gridHeight"], geometry["gridWidth"]) == (1, side, side)
        and not geometry["keptPositions"]
    )
    if not square or record["order"] != "RASTER":
        grid = "" if geometry is None else (
            f" of a grid of {geometry['gridTime']} x {geometry['gridHeight']} x {geometry['gridWidth']}"
        )
        raise ContractError(
            f"Levels are pooled from a full square grid in RASTER order; this record has {whole} tokens in"
            f" {record['order']} order{grid}."
        )
    return side
