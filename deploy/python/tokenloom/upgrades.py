"""More tokens for who has the first ones already, as ``UpgradeRecords`` in Java merges them."""

from __future__ import annotations

import numpy as np

from tokenloom.contract import (
    Record,
    block_ends,
    has_positions,
    has_qualities,
    inline,
    layout,
    require_one_length,
    require_unplaced,
)
from tokenloom.errors import ContractError
from tokenloom.numbers import bytes_each
from tokenloom.records import first_token, is_ids, tokens


def merge(base: Record, upgrade: Record) -> Record:
    """The longer record of one and the upgrade that goes on where it ends."""
    first, following = _common(base), _common(upgrade)
    for name in {**first, **following}:
        if first.get(name) != following.get(name):
            raise ContractError(
                f"The upgrade is of another sequence than the base: their \"{name}\" differ. Merge records of one source"
                " and tokenizer."
            )
    end, start = first_token(base) + tokens(base), first_token(upgrade)
    if start != end:
        raise ContractError(
            f"The base ends with token {end}, the upgrade begins with {start}:"
            f" {'tokens are missing' if start > end else 'they overlap'}. Ask for the upgrade from {end} on."
        )
    if has_positions(base) != has_positions(upgrade) or has_qualities(base) != has_qualities(upgrade):
        raise ContractError(
            "Of base and upgrade only one has kept positions, or qualities: they are not of one sequence."
        )
    merged = dict(base)
    if is_ids(base):
        merged["planes"] = [
            {**own, "ids": np.concatenate([own["ids"], more["ids"]])}
            for own, more in zip(base["planes"], upgrade["planes"])
        ]
    else:
        merged["shape"] = [tokens(base) + tokens(upgrade), *base["shape"][1:]]
        merged["values"] = bytes(inline(base)) + bytes(inline(upgrade))
    cuts, more_cuts = base["truncation"], upgrade["truncation"]
    any_prefix = cuts["kind"] == "ANY_PREFIX"
    merged["truncation"] = {
        "kind": cuts["kind"],
        "validLengths": cuts["validLengths"] + ([] if any_prefix else more_cuts["validLengths"]),
        "prefixQualities": cuts["prefixQualities"] + more_cuts["prefixQualities"],
    }
    if base["geometry"] is not None:
        positions = base["geometry"]["keptPositions"] + upgrade["geometry"]["keptPositions"]
        merged["geometry"] = {**base["geometry"], "keptPositions": positions}
    merged["layout"] = layout(base, first_token(base), block_ends(base) + block_ends(upgrade))
    return merged


def _common(record: Record) -> Record:
    """What two parts of one sequence have in common."""
    require_unplaced(record, "merged")
    common = dict(record)
    if is_ids(record):
        require_one_length(record)
        common["planes"] = [(plane["name"], plane["vocabularySize"]) for plane in record["planes"]]
    else:
        bytes_each(record["elementType"])
        common["shape"] = [0, *record["shape"][1:]]
        common["values"] = b""
    kind = record["truncation"]["kind"]
    common["truncation"] = (kind, record["truncation"]["validLengths"] if kind == "ANY_PREFIX" else [])
    if record["geometry"] is not None:
        common["geometry"] = {**record["geometry"], "keptPositions": []}
    common["layout"] = layout(record, 0, [])
    return common
