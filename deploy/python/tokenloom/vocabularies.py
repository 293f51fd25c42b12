"""Vocabulary deltas of dynamic tokenizers."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from typing import Any, Dict, Mapping, Optional, Sequence, Tuple

from tokenloom.connections import Connections
from tokenloom.errors import ReaderError
from tokenloom.records import RecordReader
from tokenloom.topic import MissingTopicError, Topic, address

VOCABULARIES = "tokens.vocabularies.v1"

_CACHE_BYTES = 64 * 1024 * 1024
_POLL = 0.1


class VocabularyDelta:
    """Tokens beside those of a base vocabulary."""

    def __init__(self, record: Mapping[str, Any]):
        entries = len(record["lefts"])
        if {len(record[name]) for name in ("rights", "results", "tokens")} != {entries}:
            raise ReaderError("this is no vocabulary delta: of its lists one is longer than another")
        digest = hashlib.sha256(_canonical(record)).digest()
        if digest[: len(record["version"])] != record["version"]:
            raise ReaderError(
                f"the entries of vocabulary delta {record['version'].hex()} have digest {digest.hex()}: it is damaged"
            )
        self.base = record["base"]
        self._record = record
        self._size = record["baseSize"]
        self._tokens = record["tokens"]

    def require_base(self, base) -> None:
        """Refuses a base vocabulary on which these entries are not the joins that they say."""
        for left, right, token in zip(self._record["lefts"], self._record["rights"], self._tokens):
            if self.bytes([left, right], base) != token:
                raise ReaderError(
                    f"vocabulary delta {self._record['version'].hex()} was made on another base vocabulary: in this one"
                    f" its token {token!r} is not the join of ids {left} and {right}"
                )

    def bytes(self, ids: Sequence[int], base) -> bytes:
        """What ids stand for, those of the base by the base."""
        last = self._size + len(self._tokens)
        if any(each >= last for each in ids):
            raise ReaderError(
                f"id {max(ids)} is in neither the base vocabulary of {self._size} ids nor vocabulary delta"
                f" {self._record['version'].hex()}; was it made with another delta?"
            )
        pieces, run = [], []
        for each in ids:
            if each < self._size:
                run.append(each)
            else:
                if run:
                    pieces.append(base.bytes(run))
                    run = []
                pieces.append(self._tokens[each - self._size])
        if run:
            pieces.append(base.bytes(run))
        return b"".join(pieces)


class Vocabularies:
    """
    Follows ``tokens.vocabularies.v1`` and waits for a delta that has not come yet: the transaction of the records that need
    it may become visible on their topic a moment earlier. Keeps 64 MiB of deltas; one that was let go is looked for again.
    """

    def __init__(self, connections: Connections, records: RecordReader, patience: float):
        self._connections = connections
        self._records = records
        self._patience = patience
        self._topic: Optional[Topic] = None
        self._values: "OrderedDict[str, Tuple[str, bytes]]" = OrderedDict()
        self._bytes = 0
        self._let_go = False
        self._last: Dict[str, VocabularyDelta] = {}

    def get(self, tokenizer: bytes, version: bytes, base: bytes, vocabulary) -> VocabularyDelta:
        """The delta that a record names, as soon as it is there."""
        key = f"{tokenizer.hex()}/{version.hex()}"
        if key not in self._last:
            where, value = self._values.get(key) or self._await(key)
            delta = VocabularyDelta(self._records.read(value, where)[1])
            if delta.base != base:
                raise ReaderError(f"vocabulary delta {key} was made on the tokenizer {delta.base.hex()}, not {base.hex()}")
            delta.require_base(vocabulary)
            # Records of a window come one after the other.
            self._last = {key: delta}
        return self._last[key]

    def _await(self, key: str) -> Tuple[str, bytes]:
        deadline = time.monotonic() + self._patience
        searched_all = not self._let_go
        state = f"it is not among the committed records of {VOCABULARIES}"
        while True:
            if self._topic is None:
                try:
                    self._topic = Topic(self._connections, VOCABULARIES)
                except MissingTopicError as e:
                    state = f"there is no topic {VOCABULARIES}"
                    if time.monotonic() < deadline:
                        time.sleep(_POLL)
                        continue
                    raise self._missing(key, state) from e
            found = self._read_on(key)
            if found is not None:
                return found
            if not searched_all:
                self._topic.rewind()
                searched_all = True
            elif time.monotonic() >= deadline:
                raise self._missing(key, state)

    def _read_on(self, key: str) -> Optional[Tuple[str, bytes]]:
        """Takes in what comes until nothing more comes; gives the key's value even if what follows pushes it out."""
        found = None
        while True:
            messages = self._topic.next(_POLL * 3)
            for message in messages:
                if message.key() is None:
                    continue
                name = message.key().decode("utf-8")
                self._keep(name, None if message.value() is None else (address(message), message.value()))
                if name == key and message.value() is not None:
                    found = (address(message), message.value())
            if found is not None or not messages:
                return found

    def _keep(self, key: str, value: Optional[Tuple[str, bytes]]) -> None:
        before = self._values.pop(key, None)
        self._bytes -= len(before[1]) if before else 0
        if value is None:
            return
        self._values[key] = value
        self._bytes += len(value[1])
        while self._bytes > _CACHE_BYTES and len(self._values) > 1:
            self._bytes -= len(self._values.popitem(last=False)[1][1])
            self._let_go = True

    def _missing(self, key: str, state: str) -> ReaderError:
        return ReaderError(
            f"vocabulary delta {key} did not come within {self._patience:g} s: {state} on {self._connections.bootstrap}. It"
            " is committed with the first records that need it: wait longer (patience=...) if a transaction may still be"
            " open, else check that this is the cluster of the records and that nobody deleted from the topic."
        )

    def close(self) -> None:
        if self._topic is not None:
            self._topic.close()


def _canonical(record: Mapping[str, Any]) -> bytes:
    """The bytes that a delta's version is the digest of."""
    out = bytearray(b"TLVD\x01")
    _number(out, record["baseSize"])
    _number(out, len(record["lefts"]))
    for n, token in enumerate(record["tokens"]):
        _number(out, record["lefts"][n])
        _number(out, record["rights"][n])
        result = record["results"][n]
        _number(out, 0 if result == record["baseSize"] + n else 1 + result)
        _number(out, len(token))
        out += token
    return bytes(out)


def _number(out: bytearray, value: int) -> None:
    while value >> 7:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
