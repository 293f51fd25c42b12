"""Committed records of a topic."""

from __future__ import annotations

import re
import time
from typing import Dict, Iterator, List, Optional

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition
from confluent_kafka import OFFSET_BEGINNING, OFFSET_END

from tokenloom.connections import Connections
from tokenloom.errors import ReaderError, UnreachableError

_PATIENCE = 10.0
_NO_PROGRESS_LIMIT = 30.0
_BATCH = 1000

# Those of Kafka, and of apps of Kafka Streams.
_INTERNAL = re.compile("__.*|.*-(changelog|repartition)")


class Topic:
    """Reads a topic with ``read_committed``: to its end, or as records come. Joins no group and commits nothing."""

    def __init__(self, connections: Connections, name: str, since: Optional[float] = None):
        """At the beginning; with ``since``, a Unix time, from the first record of that time on."""
        self._connections = connections
        self.name = name
        self._trouble: Optional[str] = None
        settings = {
            "group.id": "tokenloom-reader",
            "log_level": 0,
            "fetch.wait.max.ms": 100,
            **connections.kafka,
            "isolation.level": "read_committed",
            "enable.auto.commit": False,
            "enable.auto.offset.store": False,
            "enable.partition.eof": True,
            "auto.offset.reset": "error",
            "error_cb": self._note,
        }
        try:
            self._consumer = Consumer(settings)
        except KafkaException as e:
            raise ReaderError(f"no Kafka client can be made of these settings: {e.args[0].str()}") from e
        self._reading = False
        try:
            self._partitions = self._starts(since)
        except BaseException:
            self._consumer.close()
            raise

    def _note(self, error: KafkaError) -> None:
        self._trouble = error.str()

    def _starts(self, since: Optional[float]) -> List[TopicPartition]:
        topics = self._asking(lambda: self._consumer.list_topics(timeout=_PATIENCE)).topics
        if self.name not in topics:
            there = sorted(topic for topic in topics if not _INTERNAL.fullmatch(topic))
            raise MissingTopicError(
                f"there is no topic {self.name} on {self._connections.bootstrap}. There are: {', '.join(there)}."
                " Topics are made when a job first starts; check the name and the cluster."
            )
        numbers = sorted(topics[self.name].partitions)
        if since is None:
            return [TopicPartition(self.name, number, OFFSET_BEGINNING) for number in numbers]
        moment = max(0, int(since * 1000))
        found = self._asking(
            lambda: self._consumer.offsets_for_times(
                [TopicPartition(self.name, number, moment) for number in numbers], timeout=_PATIENCE
            )
        )
        return [
            TopicPartition(self.name, each.partition, each.offset if each.offset >= 0 else OFFSET_END)
            for each in found
        ]

    def _asking(self, question):
        try:
            return question()
        except KafkaException as e:
            self._raise(e.args[0], e)

    def _raise(self, error: KafkaError, cause: Optional[BaseException] = None):
        # Lets the client call back with what it knows of the failure.
        self._consumer.poll(0)
        reason = self._trouble or error.str()
        if error.code() in (KafkaError._ALL_BROKERS_DOWN, KafkaError._TRANSPORT, KafkaError._TIMED_OUT,
                            KafkaError._RESOLVE):
            raise UnreachableError(
                f"Kafka at {self._connections.bootstrap} can't be reached: {reason}. Start it, or mend the address:"
                " \"./tokenloom status\" tells the one of the standalone platform."
            ) from cause
        if error.code() in (KafkaError._AUTHENTICATION, KafkaError._SSL):
            raise UnreachableError(
                f"Kafka at {self._connections.bootstrap} did not let this client in: {reason}. Check the settings sasl.*"
                " and ssl.* in kafka={...}."
            ) from cause
        raise ReaderError(f"{self.name} on {self._connections.bootstrap} can't be read: {error.str()}") from cause

    def to_end(self) -> Iterator[Message]:
        """The records from here to what is the end of each partition now; a partition's in order."""
        ends: Dict[int, int] = {}
        for each in self._partitions:
            _, end = self._asking(
                lambda each=each: self._consumer.get_watermark_offsets(each, timeout=_PATIENCE, cached=False)
            )
            ends[each.partition] = end
        progress = time.monotonic()
        while ends:
            messages = self._consume()
            if messages:
                progress = time.monotonic()
            elif time.monotonic() - progress > _NO_PROGRESS_LIMIT:
                raise UnreachableError(
                    f"no record of {self.name} for {_NO_PROGRESS_LIMIT:.0f} s before its end"
                    + (f": {self._trouble}" if self._trouble else "")
                    + f". Check that the brokers at {self._connections.bootstrap} run."
                )
            for message in messages:
                partition, error = message.partition(), message.error()
                if partition not in ends:
                    continue
                if error is not None:
                    # Where only markers of transactions are left, no record tells that the end is reached.
                    del ends[partition]
                elif message.offset() >= ends[partition]:
                    del ends[partition]
                else:
                    last = message.offset() + 1 >= ends[partition]
                    if last:
                        del ends[partition]
                    yield message

    def as_they_come(self) -> Iterator[Message]:
        """The records from here on, for ever."""
        while True:
            yield from self.next()

    def next(self, timeout: float = 1.0) -> List[Message]:
        """The records that come within a time; none where none came."""
        return [message for message in self._consume(timeout) if message.error() is None]

    def rewind(self) -> None:
        """Reads from the beginning again."""
        self._consumer.assign([TopicPartition(self.name, each.partition, OFFSET_BEGINNING) for each in self._partitions])

    def _consume(self, timeout: float = 1.0) -> List[Message]:
        """Records and ends of partitions."""
        if not self._reading:
            # Not before the ends are known: an end that was met earlier would be taken for one of them.
            self._consumer.assign(self._partitions)
            self._reading = True
        first = self._asking(lambda: self._consumer.poll(timeout))
        if first is None:
            return []
        # The client waits for all that it is asked for, so what has come already is asked for by itself.
        messages = [first, *self._asking(lambda: self._consumer.consume(_BATCH, 0))]
        for message in messages:
            error = message.error()
            if error is not None and error.code() == KafkaError._AUTO_OFFSET_RESET:
                raise ReaderError(
                    f"records of {self.name} were removed by retention while they were read. Read it again."
                )
            if error is not None and error.code() != KafkaError._PARTITION_EOF:
                self._raise(error)
        return messages

    def close(self) -> None:
        self._consumer.close()


class MissingTopicError(ReaderError):
    """There is no such topic."""


def address(message: Message) -> str:
    """Where a record is, as Tokenloom writes it: TOPIC/PARTITION/OFFSET."""
    return f"{message.topic()}/{message.partition()}/{message.offset()}"
