"""
What a record says of its tokens one by one, besides the tokens. The rules, and the messages, are those of
``io.tokenloom.token`` in Java. Records are never changed; what is made of them may share arrays with them.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import numpy as np

from tokenloom.errors import ContractError
from tokenloom.numbers import bytes_per_token
from tokenloom.records import is_ids, tokens

Record = Dict[str, Any]


def placed(record: Record) -> np.ndarray:
    """The ids as they stand in the sequence of a language model."""
    planes, framing = record["planes"], record["framing"]
    if len(planes) != 1:
        raise ContractError(
            f"A record with {'no' if framing is None else 'a'} framing and {len(planes)} planes can't be placed: it needs"
            " one plane. Take several planes position by position first."
        )
    ids = planes[0]["ids"]
    if framing is None or framing["expanded"]:
        return ids
    return np.concatenate([
        np.array(framing["beginIds"], dtype=np.int32),
        ids + np.int32(framing["idOffset"]),
        np.array(framing["endIds"], dtype=np.int32),
    ])


def require_one_length(record: Record) -> None:
    """Refuses a record without planes of ids, or with planes of unequal length."""
    planes = record["planes"]
    if not planes:
        raise ContractError("A record without a plane of ids; one or more were expected.")
    for plane in planes:
        if len(plane["ids"]) != len(planes[0]["ids"]):
            raise ContractError(
                f"Plane \"{plane['name']}\" has {len(plane['ids'])} ids, plane \"{planes[0]['name']}\" has"
                f" {len(planes[0]['ids'])}. All planes of a record are of one length."
            )


def inline(record: Record) -> bytes:
    """The bytes of a record's numbers, as long as its shape says."""
    if record["claimUri"] is not None:
        raise ContractError(
            "The numbers of the embeddings lie at their claim check. Fetch them and put them into the record first."
        )
    expected = bytes_per_token(record) * tokens(record)
    if len(record["values"]) != expected:
        raise ContractError(
            f"Embeddings of {len(record['values'])} bytes; the shape {record['shape']} of {record['elementType']} has"
            f" {expected}."
        )
    return record["values"]


def require_unplaced(record: Record, verb: str) -> None:
    """Refuses ids that stand among begin and end ids already."""
    if is_ids(record) and record["framing"] is not None and record["framing"]["expanded"]:
        raise ContractError(
            f"The ids of the record are placed among begin and end ids already and can't be {verb}. Remove its framing"
            " first."
        )


def has_positions(record: Record) -> bool:
    """Whether only some positions of a grid were kept."""
    return record["geometry"] is not None and bool(record["geometry"]["keptPositions"])


def has_qualities(record: Record) -> bool:
    """Whether prefixes have known qualities."""
    return bool(record["truncation"]["prefixQualities"])


def block_ends(record: Record) -> List[int]:
    """Ends of the blocks of the order."""
    return (record["layout"] or {}).get("blockEnds", [])


def layout(record: Record, first: int, block_ends: List[int]) -> Optional[Dict[str, Any]]:
    """The layout of other tokens; absent where it would say nothing."""
    like = record["layout"] or {}
    parameter, full = like.get("orderParameter", 0), like.get("fullTokens", 0)
    if first == 0 and not block_ends and parameter == 0 and full == 0:
        return None
    return {
        "firstToken": first,
        "blockEnds": block_ends,
        "orderParameter": parameter,
        "fullTokens": full,
        "separators": [],
    }
