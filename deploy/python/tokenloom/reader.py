"""Reads topics of tokens and of packed sequences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Iterator, List, Mapping, Optional, Union

from confluent_kafka import Message

from tokenloom import claims
from tokenloom.assembly import Assembly, IncompleteItem
from tokenloom.connections import connections
from tokenloom.decoding import Decoders
from tokenloom.item import Part, TokenItem
from tokenloom.records import RecordReader, is_ids
from tokenloom.sequences import PackedSequence
from tokenloom.topic import Topic, address
from tokenloom.vocabularies import Vocabularies


@dataclass(frozen=True)
class Sources:
    """What items are completed from."""

    decoders: Decoders
    store: Optional[Path]

    def fetched(self, part: Part) -> Part:
        """The part with its numbers in it."""
        if is_ids(part.fields):
            return part
        return Part(part.address, claims.whole(part.fields, self.store, part.address))


class _TopicReader:
    """Committed records of a topic, to its end or as they come. Joins no group and commits nothing. Not thread-safe."""

    def __init__(
        self,
        topic: str,
        bootstrap: Optional[str] = None,
        registry: Union[str, Mapping[str, Any], None] = None,
        *,
        config: Union[str, Path, None] = None,
        follow: bool = False,
        since: Optional[datetime] = None,
        tokenizers: Optional[Mapping[str, Any]] = None,
        claims: Union[str, Path, None] = None,
        patience: float = 30.0,
        kafka: Optional[Mapping[str, Any]] = None,
    ):
        """
        ``bootstrap``, ``registry``: addresses of Kafka and the schema registry, or a dict of the registry client's settings.
        What is not given is read from the connections file ``config``, by default the one of ``tokenloom up``:
        tokenloom.yaml here, in .tokenloom, or in .tokenloom-demo.
        ``follow``: goes on as records come. ``since``: from records of this time on.
        ``tokenizers``: by the names of bundles, a tokenizer.json, ranks, the folder of a bundle, or an object of
        ``tokenizers`` or ``tiktoken``; those beside the connections file are found.
        ``claims``: directory of the claim store. ``patience``: seconds to wait for a vocabulary delta.
        ``kafka``: settings of librdkafka.
        """
        where = connections(bootstrap, registry, claims, kafka or {}, config)
        self._follow = follow
        self._records = RecordReader(where.registry)
        self._vocabularies = Vocabularies(where, self._records, patience)
        self._sources = Sources(Decoders(where, self._records, tokenizers or {}, self._vocabularies), where.claims)
        self._topic = Topic(where, topic, None if since is None else since.timestamp())
        self._begin()

    def _begin(self) -> None:
        """What a reader needs besides, once it knows where to read."""

    def _messages(self) -> Iterator[Message]:
        return self._topic.as_they_come() if self._follow else self._topic.to_end()

    def close(self) -> None:
        """Closes what it reads with. What it gave can't be decoded or fetched any more."""
        self._topic.close()
        self._vocabularies.close()

    def __enter__(self):
        return self

    def __exit__(self, *failure) -> None:
        self.close()


class TokenReader(_TopicReader):
    """
    The items of a token topic, committed ones only, to the end of the topic or as they come. Joins no group and commits
    nothing. Items of one source come in its order, each when its last part has come; an upgrade gives its item again, longer.
    A topic that was written at least once may give an item twice. Not thread-safe.
    """

    def _begin(self) -> None:
        self._assembly = Assembly(self._sources.fetched)

    def __iter__(self) -> Iterator[TokenItem]:
        for message in self._messages():
            # A tombstone says only that its source had nothing to tokenize.
            if message.value() is None:
                continue
            where = address(message)
            parts = self._assembly.add(Part(where, self._records.tokens(message.value(), where)))
            if parts is not None:
                yield TokenItem(parts, self._sources)

    @property
    def incomplete(self) -> List[IncompleteItem]:
        """Items of which parts have not been read: at the end of a topic, what retention or an open transaction left."""
        return self._assembly.incomplete()


class SequenceReader(_TopicReader):
    """
    The packed sequences of a topic that an assemble app writes, committed ones only, to the end of the topic or as they come;
    those of a partition in its order. Joins no group and commits nothing. Not thread-safe.
    """

    def __iter__(self) -> Iterator[PackedSequence]:
        for message in self._messages():
            if message.value() is not None:
                where = address(message)
                yield PackedSequence(where, self._records.packed(message.value(), where), self._sources)
