"""Records put together to items."""

from __future__ import annotations

from collections import OrderedDict
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple

from tokenloom.errors import ContractError, ReaderError
from tokenloom.item import Part
from tokenloom.records import first_token, is_ids, tokens
from tokenloom.upgrades import merge

_KEPT_BYTES = 64 * 1024 * 1024

_Key = Tuple[str, int, int, int, bytes]


class IncompleteItem(NamedTuple):
    """An item of which parts have not been read."""

    item_id: str
    source: str
    there: int
    parts: int


class Assembly:
    """
    Parts n of m, and upgrades with what they upgrade. A part that comes again is passed over while its item is open. Keeps
    open items, and 64 MiB of whole ones that upgrades may follow.
    """

    def __init__(self, fetched: Callable[[Part], Part]):
        self._fetched = fetched
        self._open: Dict[_Key, Dict[int, Part]] = {}
        self._whole: "OrderedDict[_Key, List[Part]]" = OrderedDict()
        self._whole_bytes = 0

    def add(self, part: Part) -> Optional[List[Part]]:
        """
        The parts of the item that a record makes whole, in order; nothing while others are missing. An upgrade to an item that
        was given already gives it again, longer; one whose base is not known is taken as it is, a tail.
        """
        source = part.fields["source"]
        key = (source["topic"], source["partition"], source["offset"], source["parts"], part.fields["tokenizer"])
        number = source["part"]
        if first_token(part.fields) > 0 and key in self._whole:
            longer = self._merged(self._whole[key][number], part)
            if longer is not None:
                parts = list(self._whole[key])
                parts[number] = longer
                self._keep(key, parts)
                return parts
        parts_so_far = self._open.setdefault(key, {})
        known = parts_so_far.get(number)
        parts_so_far[number] = part if known is None else self._merged(known, part) or known
        if len(parts_so_far) < source["parts"]:
            return None
        del self._open[key]
        parts = [parts_so_far[each] for each in sorted(parts_so_far)]
        self._keep(key, parts)
        return parts

    def incomplete(self) -> List[IncompleteItem]:
        """The items that wait for parts."""
        return [
            IncompleteItem(next(iter(parts.values())).fields["itemId"], f"{key[0]}/{key[1]}/{key[2]}", len(parts), key[3])
            for key, parts in self._open.items()
        ]

    def _merged(self, known: Part, part: Part) -> Optional[Part]:
        """The longer part of two that belong together, in either order."""
        for base, tail in ((known, part), (part, known)):
            first = first_token(tail.fields)
            if first > 0 and first == first_token(base.fields) + tokens(base.fields):
                if is_ids(base.fields) != is_ids(tail.fields):
                    raise ReaderError(f"{tail.address} is no upgrade to {base.address}: one has ids, the other vectors.")
                try:
                    fields = merge(self._fetched(base).fields, self._fetched(tail).fields)
                except ContractError as e:
                    raise ReaderError(f"{tail.address} is no upgrade to {base.address}: {e}") from e
                return Part(part.address, fields)
        return None

    def _keep(self, key: _Key, parts: List[Part]) -> None:
        if all(part.fields["truncation"]["kind"] == "NONE" for part in parts):
            return
        self._whole_bytes += _size(parts) - _size(self._whole.pop(key, []))
        self._whole[key] = parts
        while self._whole_bytes > _KEPT_BYTES and len(self._whole) > 1:
            self._whole_bytes -= _size(self._whole.popitem(last=False)[1])


def _size(parts: List[Part]) -> int:
    return sum(
        sum(plane["ids"].nbytes for plane in part.fields["planes"]) if is_ids(part.fields) else len(part.fields["values"])
        for part in parts
    )
