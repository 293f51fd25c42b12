"""Cuts of records to what a consumer has room for, as ``TokenTrimming`` and ``ValidCuts`` in Java make them."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from tokenloom.contract import Record, block_ends, has_positions, inline, layout, require_one_length, require_unplaced
from tokenloom.errors import ContractError
from tokenloom.levels import pooled
from tokenloom.numbers import bytes_per_token
from tokenloom.records import first_token, is_ids, tokens


def to_tokens(record: Record, wanted: int) -> Record:
    """The record with exactly so many tokens."""
    _require_head(record)
    if _pooled(record):
        return _derive(record, wanted)
    if not _allows(record, wanted):
        raise ContractError(f"A cut of {tokens(record)} tokens to {wanted} is not valid: {_rule(record)}.")
    return _cut(record, wanted)


def to_at_most(record: Record, most: int) -> Record:
    """The record with as many tokens as are valid, but no more than a number."""
    return _within(record, most, f"{most} tokens")


def to_bytes(record: Record, most: int) -> Record:
    """
    The record with as many tokens as are valid and fit into some bytes: packed ids, all planes together, or numbers.
    """
    if is_ids(record):
        bits = sum(_bits_per_id(plane) for plane in record["planes"])
        return _within(record, most * 8 // bits, f"{most} bytes, {most * 8 // bits} tokens of {bits} bits")
    each = max(1, bytes_per_token(record))
    return _within(record, most // each, f"{most} bytes, {most // each} tokens of {each} bytes")


def _bits_per_id(plane: Dict[str, Any]) -> int:
    size = plane["vocabularySize"]
    if size < 1:
        raise ContractError(
            f"Plane \"{plane['name']}\" doesn't say how large its vocabulary is, so that its bytes can't be counted. Cut the"
            " record to tokens instead."
        )
    return max(1, (size - 1).bit_length())


def _require_head(record: Record) -> None:
    """Lengths are of a whole sequence, and are what the rule needs."""
    if is_ids(record):
        require_one_length(record)
    else:
        bytes_per_token(record)
    whole, start = tokens(record), first_token(record)
    positions = len((record["geometry"] or {}).get("keptPositions", []))
    if positions not in (0, whole):
        raise ContractError(
            f"A record of {whole} tokens keeps {positions} positions. One for each token was expected, or none."
        )
    if start != 0:
        raise ContractError(
            f"The record carries the tail of a sequence from token {start} on, which can't be cut. Merge it with what it"
            " upgrades first."
        )
    lengths, kind = _lengths(record), record["truncation"]["kind"]
    if any(length <= before for before, length in zip([0, *lengths], lengths)):
        raise ContractError(f"Valid lengths {lengths}; lengths over 0 that ascend were expected.")
    fits = {
        "NONE": not lengths,
        "ANY_PREFIX": len(lengths) <= 1,
        "SCALE_BOUNDARY": whole == 0 or whole in lengths,
        "LEVEL_SET": whole == 0 or whole in lengths,
    }[kind]
    if not fits:
        raise ContractError(
            f"Valid lengths {lengths} of {whole} tokens for {kind}; NONE has none, ANY_PREFIX the shortest at most,"
            " SCALE_BOUNDARY and LEVEL_SET have all up to the whole."
        )


def _lengths(record: Record) -> List[int]:
    return record["truncation"]["validLengths"]


def _shortest(record: Record) -> int:
    return _lengths(record)[0] if _lengths(record) else 1


def _pooled(record: Record) -> bool:
    return not is_ids(record) and record["truncation"]["kind"] == "LEVEL_SET"


def _allows(record: Record, length: int) -> bool:
    whole, kind = tokens(record), record["truncation"]["kind"]
    if length == whole:
        return True
    if kind == "ANY_PREFIX":
        return _shortest(record) <= length < whole
    return kind == "SCALE_BOUNDARY" and length < whole and length in _lengths(record)


def _longest_within(record: Record, most: int) -> Optional[int]:
    whole, kind = tokens(record), record["truncation"]["kind"]
    if most >= whole:
        return whole
    if kind == "ANY_PREFIX":
        return most if most >= _shortest(record) else None
    if kind == "SCALE_BOUNDARY":
        return max((length for length in _lengths(record) if length <= most), default=None)
    return None


def _rule(record: Record) -> str:
    return {
        "NONE": "the sequence has no valid prefix but its whole",
        "ANY_PREFIX": f"valid are {_shortest(record)} to {tokens(record)}",
        "SCALE_BOUNDARY": f"valid are whole scales, {_lengths(record)}",
        "LEVEL_SET": f"its levels, {_lengths(record)}, are pooled and no prefixes of each other",
    }[record["truncation"]["kind"]]


def _within(record: Record, most: int, budget: str) -> Record:
    _require_head(record)
    if _pooled(record):
        level = max((each for each in _lengths(record) if each <= min(most, tokens(record))), default=None)
        if level is None:
            raise ContractError(
                f"A record of {tokens(record)} tokens has no level within {budget}; its levels are {_lengths(record)}."
            )
        return _derive(record, level)
    longest = _longest_within(record, most)
    if longest is None:
        raise ContractError(f"A record of {tokens(record)} tokens can't be cut to {budget}: {_rule(record)}.")
    return _cut(record, longest)


def _derive(record: Record, wanted: int) -> Record:
    """A lower level of pooled embeddings."""
    whole = tokens(record)
    if wanted > whole or wanted not in _lengths(record):
        raise ContractError(f"A level of {wanted} tokens was asked for: of this record {_rule(record)}.")
    if wanted == whole:
        return record
    return {**pooled(record, wanted), "truncation": _truncation(record, wanted)}


def _cut(record: Record, length: int) -> Record:
    if length == tokens(record):
        return record
    require_unplaced(record, "cut")
    cut = dict(record)
    if is_ids(record):
        cut["planes"] = [{**plane, "ids": plane["ids"][:length]} for plane in record["planes"]]
    else:
        cut["values"] = inline(record)[: length * bytes_per_token(record)]
        cut["shape"] = [length, *record["shape"][1:]]
    cut["truncation"] = _truncation(record, length)
    if has_positions(record):
        cut["geometry"] = {**record["geometry"], "keptPositions": record["geometry"]["keptPositions"][:length]}
    cut["layout"] = layout(record, 0, [end for end in block_ends(record) if end <= length])
    return cut


def _truncation(record: Record, length: int) -> Dict[str, Any]:
    kind, lengths = record["truncation"]["kind"], _lengths(record)
    qualities = record["truncation"]["prefixQualities"]
    if kind == "ANY_PREFIX":
        expected, kept, left = tokens(record) - _shortest(record) + 1, length - _shortest(record) + 1, lengths
    else:
        left = [each for each in lengths if each <= length]
        expected, kept = len(lengths), len(left)
    if qualities and len(qualities) != expected:
        raise ContractError(
            f"A record with {len(qualities)} prefix qualities has {expected} valid lengths. One for each was expected, or"
            " none."
        )
    return {"kind": kind, "validLengths": left, "prefixQualities": qualities[:kept]}
