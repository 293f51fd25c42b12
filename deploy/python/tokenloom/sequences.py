"""Packed sequences: documents of texts and pictures in one space of ids, as assemble apps write them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

import numpy as np

from tokenloom.errors import ContractError, ReaderError
from tokenloom.prompt import PlaceholderRange, Prompt, picture_modality

if TYPE_CHECKING:
    from tokenloom.reader import Sources


class PackedItem:
    """
    The tokens of one token record, or some of them, in a packed sequence: ``offset`` and ``length`` say where. What is decoded
    is so at each call, through the reader that gave the sequence, so before it is closed.

    ``fields``: all that the sequence says of them, by the names in PlaceholderRange.avsc.
    """

    def __init__(self, fields: Dict[str, Any], sequence: "PackedSequence"):
        self.fields = fields
        self._sequence = sequence

    @property
    def modality(self) -> str:
        """text, image, or video where the record has a time in its stream."""
        return "text" if self.fields["modality"] == "TEXT" else picture_modality(self.fields["stream"])

    @property
    def item_id(self) -> str:
        """Id of the item."""
        return self.fields["itemId"]

    @property
    def source(self) -> str:
        """Its source record, TOPIC/PARTITION/OFFSET."""
        source = self.fields["source"]
        return f"{source['topic']}/{source['partition']}/{source['offset']}"

    @property
    def part(self) -> int:
        """Which part of the item it is, from 0."""
        return self.fields["source"]["part"]

    @property
    def tokenizer(self) -> str:
        """Fingerprint of its tokenizer, 16 hex digits."""
        return self.fields["tokenizer"].hex()

    @property
    def first_token(self) -> int:
        """Which token of its record is the first here: over 0 where a text goes on from an earlier part of its document."""
        return self.fields["firstToken"]

    @property
    def count(self) -> int:
        """Tokens: positions, at each of which is an id of each plane, or a vector."""
        return self.fields["tokens"]

    @property
    def has_embeddings(self) -> bool:
        """Whether its tokens are vectors, which the token topic holds, and its ids placeholders."""
        return self.fields["embedded"]

    @property
    def offset(self) -> int:
        """Index of its first id in the sequence, behind the ids that begin it."""
        return self.fields["offset"]

    @property
    def length(self) -> int:
        """How many ids it has in the sequence."""
        return self.fields["length"]

    @property
    def planes(self) -> Dict[str, np.ndarray]:
        """The ids by plane as their tokenizer gave them, int32; the only one's name is empty."""
        self._require_ids()
        places = self.fields["planes"] or [{"name": "", "vocabularySize": 0}]
        placed = self._sequence.ids[self.offset:self.offset + self.length].reshape(self.count, len(places))
        below = self.fields["idOffset"] + np.cumsum([0, *(each["vocabularySize"] for each in places[:-1])])
        own = (placed - below).astype(np.int32)
        return {each["name"]: own[:, n] for n, each in enumerate(places)}

    @property
    def ids(self) -> np.ndarray:
        """The ids as their tokenizer gave them, int32; of a tokenizer with one plane."""
        planes = self.planes
        if len(planes) != 1:
            raise ContractError(f"{self!r} has the planes {list(planes)}. Ask for one of them (planes).")
        return next(iter(planes.values()))

    def bytes(self) -> bytes:
        """The bytes that its tokens stand for; of a text. Waits for vocabulary deltas."""
        if self.modality != "text":
            raise ContractError(f"{self!r} is of a picture, and no text can be made of it.")
        return self._sequence._sources.decoders.decode(
            {
                "tokenizer": self.fields["tokenizer"],
                "planes": [{"name": "", "ids": self.ids}],
                "text": {"vocabularyDelta": self.fields["vocabularyDelta"]},
                "stream": None,
                "layout": None,
            },
            self._sequence.address,
        )

    def text(self) -> str:
        """The text; what is no UTF-8 in it is U+FFFD, also a character of which the rest is in the next part."""
        return self.bytes().decode("utf-8", errors="replace")

    def _require_ids(self) -> None:
        if self.has_embeddings:
            raise ContractError(f"{self!r} has vectors, which the token topic holds: read them with a TokenReader.")

    def __repr__(self) -> str:
        return f"<PackedItem {self.item_id} in {self._sequence.sequence_id}: {self.count} tokens at {self.offset}>"


class PackedDocument:
    """
    A document in a packed sequence, or a part of one: what attention must not look beyond.

    ``fields``: all that the sequence says of it, by the names in PackedDocument.avsc. ``items``: its texts and pictures in
    order.
    """

    def __init__(self, fields: Dict[str, Any], sequence: "PackedSequence"):
        self.fields = fields
        self.items = [PackedItem(each, sequence) for each in fields["ranges"]]
        self._sequence = sequence

    @property
    def document_id(self) -> str:
        """What its items have in common."""
        return self.fields["documentId"]

    @property
    def offset(self) -> int:
        """Index of its first id in the sequence."""
        return self.fields["offset"]

    @property
    def length(self) -> int:
        """How many ids it has."""
        return self.fields["length"]

    @property
    def ids(self) -> np.ndarray:
        """Its ids, int32."""
        return self._sequence.ids[self.offset:self.offset + self.length]

    def vllm(
        self,
        vectors: Optional[Callable[[PackedItem], np.ndarray]] = None,
        tensor: Optional[Callable[[np.ndarray], Any]] = None,
    ) -> Prompt:
        """
        The document as an input of vLLM: ``prompt_token_ids``, and where its pictures lie among them.

        Pictures of vectors need ``vectors``, which gives those of an item, [tokens, dimension], as a TokenReader reads them: their
        placeholder then stands once for each picture, vLLM repeats it for each vector, and the vectors are
        ``multi_modal_data``. ``tensor`` makes of an array what the model takes: torch.from_numpy for vLLM.
        """
        made = tensor or (lambda array: array)
        ids: List[int] = []
        ranges: List[PlaceholderRange] = []
        media: Dict[str, List[Any]] = {}
        unseen, at = 0, self.offset
        for item in self.items:
            if item.modality == "text":
                continue
            ids += self._sequence.ids[at:item.offset].tolist()
            at = item.offset + item.length
            seen = item.count if item.has_embeddings else item.length
            ranges.append(PlaceholderRange(item.modality, len(ranges), len(ids) + unseen, seen))
            if item.has_embeddings:
                ids.append(int(self._sequence.ids[item.offset]))
                unseen += item.count - 1
                media.setdefault(item.modality, []).append(made(_vectors(item, vectors)))
            else:
                ids += self._sequence.ids[item.offset:at].tolist()
        ids += self._sequence.ids[at:self.offset + self.length].tolist()
        inputs: Dict[str, Any] = {"prompt_token_ids": ids}
        if media:
            inputs["multi_modal_data"] = media
        return Prompt(inputs, ranges)

    def __repr__(self) -> str:
        return f"<PackedDocument {self.document_id}: {self.length} ids of {len(self.items)} items>"


class PackedSequence:
    """
    Interleaved tokens of documents in one space of ids, no longer than a context length.

    ``address``: where it was read, TOPIC/PARTITION/OFFSET. ``ids``: all of them, int32, without padding. ``documents``: in order,
    without gaps. ``fields``: all of it, by the names in PackedSequence.avsc.
    """

    def __init__(self, address: str, fields: Dict[str, Any], sources: "Sources"):
        self.address = address
        self.fields = fields
        self.ids: np.ndarray = fields["ids"]
        self._sources = sources
        self._require_whole()
        self.documents = [PackedDocument(each, self) for each in fields["documents"]]

    @property
    def sequence_id(self) -> str:
        """App, partition and number."""
        return self.fields["sequenceId"]

    @property
    def context_length(self) -> int:
        """The most ids that it could have; 0 where documents are not packed."""
        return self.fields["contextLength"]

    @property
    def closed_at(self) -> datetime:
        """Stream time at which it was closed."""
        return self.fields["closedAt"]

    @property
    def fill(self) -> float:
        """The share of the context length that has ids; 1 where documents are not packed."""
        return len(self.ids) / self.context_length if self.context_length else 1.0

    @property
    def prompt_token_ids(self) -> List[int]:
        """All ids as a list."""
        return self.ids.tolist()

    @property
    def placeholders(self) -> List[PlaceholderRange]:
        """Where pictures lie among the ids: modality, item, offset, length; without what begins and ends each."""
        pictures = (item for item in self.items if item.modality != "text")
        return [PlaceholderRange(each.modality, n, each.offset, each.length) for n, each in enumerate(pictures)]

    @property
    def items(self) -> List[PackedItem]:
        """The texts and pictures of all documents in order."""
        return [item for document in self.documents for item in document.items]

    @property
    def cumulative_lengths(self) -> np.ndarray:
        """Where each document begins and the last one ends, int32: ``cu_seqlens`` of attention of variable lengths."""
        return np.cumsum([0, *(each.length for each in self.documents)], dtype=np.int32)

    @property
    def position_ids(self) -> np.ndarray:
        """The position of each id in its document, from 0, int32."""
        return np.concatenate([np.arange(each.length, dtype=np.int32) for each in self.documents] or [self.ids])

    def _require_whole(self) -> None:
        """Refuses what says of itself what is not so."""
        end = 0
        for document in self.fields["documents"]:
            self._require(document["offset"] == end, f"document {document['documentId']} does not begin where the last ends")
            at, end = end, end + document["length"]
            for each in document["ranges"]:
                begin, last = each["offset"] - len(each["beginIds"]), each["offset"] + each["length"]
                self._require(
                    at <= begin and last + len(each["endIds"]) <= end,
                    f"the range of {each['itemId']} overlaps another or leaves its document",
                )
                tokens = max(1, len(each["planes"])) * each["tokens"]
                self._require(
                    each["length"] == (tokens if each["expanded"] else 1),
                    f"the range of {each['itemId']} has {each['length']} ids for {each['tokens']} tokens",
                )
                self._require(
                    self.ids[begin:each["offset"]].tolist() == each["beginIds"]
                    and self.ids[last:last + len(each["endIds"])].tolist() == each["endIds"],
                    f"begin or end ids of {each['itemId']} are not there",
                )
                at = last + len(each["endIds"])
        self._require(end == len(self.ids), f"documents end at {end} of {len(self.ids)} ids")

    def _require(self, holds: bool, problem: str) -> None:
        if not holds:
            raise ReaderError(
                f"{self.address}, sequence {self.fields['sequenceId']}: {problem}. It is damaged, or was written by"
                " something else."
            )

    def __repr__(self) -> str:
        return f"<PackedSequence {self.sequence_id}: {len(self.ids)} ids of {len(self.documents)} documents>"


def _vectors(item: PackedItem, vectors: Optional[Callable[[PackedItem], np.ndarray]]) -> np.ndarray:
    if vectors is None:
        raise ContractError(
            f"{item!r} has vectors, which the token topic holds. Give vectors=, a function that returns those of an item:"
            " read the token topic with a TokenReader, and keep its items by their source."
        )
    given = vectors(item)
    if len(given) != item.count:
        raise ContractError(f"{len(given)} vectors were given for {item!r}.")
    return given
