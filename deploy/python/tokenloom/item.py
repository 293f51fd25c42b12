"""A text, an image, a frame or a film as tokens."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

import numpy as np

from tokenloom import contract, cuts
from tokenloom.errors import ContractError
from tokenloom.numbers import numbers
from tokenloom.prompt import PlaceholderRange, Prompt, placeholders, prompt
from tokenloom.records import is_ids, tokens

if TYPE_CHECKING:
    from tokenloom.reader import Sources


@dataclass(frozen=True)
class Part:
    """
    One token record of an item.

    ``address``: where it was read, TOPIC/PARTITION/OFFSET; of merged ones, of the last upgrade.
    ``fields``: all of it, by the names in TokenSequence.avsc or TokenEmbeddings.avsc. Ids of planes are arrays of int32.
    """

    address: str
    fields: Dict[str, Any]


class TokenItem:
    """
    All parts of an item in order: of a text its stretches, of an image its steps, of a film its frames. What is decoded or
    fetched is so at each call, through the reader that gave the item, so before it is closed.
    """

    def __init__(self, parts: List[Part], sources: "Sources"):
        self.parts = parts
        self._sources = sources

    @property
    def item_id(self) -> str:
        """Id of the item."""
        return self._first["itemId"]

    @property
    def source(self) -> str:
        """Its source record, TOPIC/PARTITION/OFFSET."""
        source = self._first["source"]
        return f"{source['topic']}/{source['partition']}/{source['offset']}"

    @property
    def correlation_id(self) -> Optional[str]:
        """What it has in common with items of other modalities."""
        return self._first["correlationId"]

    @property
    def event_time(self) -> datetime:
        """When it happened at its source."""
        return self._first["eventTime"]

    @property
    def tokenizer(self) -> str:
        """Fingerprint of its tokenizer, 16 hex digits."""
        return self._first["tokenizer"].hex()

    @property
    def has_embeddings(self) -> bool:
        """Whether its tokens are vectors and not ids."""
        return not is_ids(self._first)

    @property
    def _first(self) -> Dict[str, Any]:
        return self.parts[0].fields

    @property
    def count(self) -> int:
        """Tokens of all parts: positions, at each of which is an id of each plane, or a vector."""
        return sum(tokens(part.fields) for part in self.parts)

    @property
    def ids(self) -> np.ndarray:
        """The ids of all parts, int32; of a tokenizer with one plane."""
        planes = self.planes
        if len(planes) != 1:
            raise ContractError(
                f"Item {self.item_id} has the planes {list(planes)}. Ask for one of them (planes), or for all position by"
                " position (position_major)."
            )
        return next(iter(planes.values()))

    @property
    def planes(self) -> Dict[str, np.ndarray]:
        """The ids of all parts by plane, int32; the only one's name is empty."""
        self._require_ids()
        names = [plane["name"] for plane in self._first["planes"]]
        return {
            name: np.concatenate([part.fields["planes"][n]["ids"] for part in self.parts])
            for n, name in enumerate(names)
        }

    @property
    def position_major(self) -> np.ndarray:
        """The ids of all parts, int32, of the shape [tokens, planes]."""
        self._require_ids()
        for part in self.parts:
            contract.require_one_length(part.fields)
        return np.stack(list(self.planes.values()), axis=1)

    @property
    def placed_ids(self) -> np.ndarray:
        """The ids as they stand in the sequence of a language model: moved, between begin and end ids, by their framing."""
        self._require_ids()
        return np.concatenate([contract.placed(part.fields) for part in self.parts])

    @property
    def placeholders(self) -> List[PlaceholderRange]:
        """Where its pictures lie among ``placed_ids``, or among vectors placed alike; none in a text."""
        return placeholders([part.fields for part in self.parts])

    @property
    def embeddings(self) -> np.ndarray:
        """
        The vectors of all parts, float16 or float32, [tokens, dimension]; fetched where they lie at a claim check, and
        compared with their digest. Of bfloat16 as float32.
        """
        if not self.has_embeddings:
            raise ContractError(f"{self.parts[0].address} has ids, not vectors. Ask for its ids.")
        arrays = []
        for part in self.parts:
            whole = self._sources.fetched(part).fields
            arrays.append(numbers(whole, contract.inline(whole)))
        if any(each.shape[1:] != arrays[0].shape[1:] for each in arrays):
            raise ContractError(f"Item {self.item_id} has parts of several shapes. Read its parts one by one.")
        return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)

    def bytes(self) -> bytes:
        """
        The bytes that a text was made of; see ``exact``. Waits for vocabulary deltas.
        """
        return b"".join(self._decoded())

    def text(self) -> str:
        """The text; what is no UTF-8 in it is U+FFFD."""
        return self.bytes().decode("utf-8", errors="replace")

    def exact(self) -> bool:
        """
        Whether ``bytes`` are exactly those of the source, by the digest of each part. A tokenizer that changes texts before it
        encodes them does not give them back.
        """
        return all(
            hashlib.sha256(content).digest().startswith(part.fields["contentDigest"])
            for part, content in zip(self.parts, self._decoded())
        )

    def _decoded(self) -> List[bytes]:
        self._require_ids()
        return [self._sources.decoders.decode(part.fields, part.address) for part in self.parts]

    def to_tokens(self, count: int) -> "TokenItem":
        """The item with exactly so many tokens in each part, if that is a valid cut."""
        return self._cut(lambda record: cuts.to_tokens(record, count))

    def to_at_most(self, count: int) -> "TokenItem":
        """The item with as many tokens in each part as are valid, but no more than a number."""
        return self._cut(lambda record: cuts.to_at_most(record, count))

    def to_bytes(self, count: int) -> "TokenItem":
        """
        The item with as many tokens in each part as are valid and fit into some bytes: ids packed into the bits of their
        vocabulary, or numbers.
        """
        return self._cut(lambda record: cuts.to_bytes(record, count))

    def _cut(self, cut: Callable[[Dict[str, Any]], Dict[str, Any]]) -> "TokenItem":
        return TokenItem([Part(part.address, cut(self._sources.fetched(part).fields)) for part in self.parts], self._sources)

    def vllm(self, placeholder_ids=None, tensor=None) -> Prompt:
        """The item alone as an input of vLLM; see ``tokenloom.prompt``."""
        return prompt(self, placeholder_ids=placeholder_ids, tensor=tensor)

    def _require_ids(self) -> None:
        if self.has_embeddings:
            raise ContractError(f"{self.parts[0].address} has vectors, not ids. Ask for its embeddings.")

    def __repr__(self) -> str:
        return f"<TokenItem {self.item_id}: {self.count} tokens in {len(self.parts)} parts>"
