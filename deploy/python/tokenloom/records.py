"""Token records and packed sequences as they lie on topics."""

from __future__ import annotations

import io
import json
import struct
from typing import Any, Dict, Mapping, Tuple

import fastavro
import numpy as np
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.error import SchemaRegistryError

from tokenloom.errors import ReaderError, UnreachableError

SEQUENCE = "io.tokenloom.record.TokenSequence"
EMBEDDINGS = "io.tokenloom.record.TokenEmbeddings"
PACKED = "io.tokenloom.record.PackedSequence"

_MAGIC = 0

# Fields that records of earlier versions lack.
_ABSENT: Dict[str, Any] = {
    "correlationId": None, "geometry": None, "stream": None, "text": None, "framing": None, "layout": None,
    "claimUri": None, "claimSha256": None,
}


class RecordReader:
    """Reads values in Confluent's wire format; asks the registry once for each schema."""

    def __init__(self, registry: Mapping[str, object]):
        self._url = registry["url"]
        self._client = SchemaRegistryClient({"max.retries": 1, **registry})
        self._schemas: Dict[int, Any] = {}

    def read(self, value: bytes, where: str) -> Tuple[str, Dict[str, Any]]:
        """The full name of a value's type, and its fields."""
        if len(value) < 5 or value[0] != _MAGIC:
            raise ReaderError(f"{where} is not in Confluent's wire format; is this a token topic?")
        schema = self._schema(struct.unpack(">I", value[1:5])[0])
        try:
            return schema["name"], fastavro.schemaless_reader(io.BytesIO(value[5:]), schema)
        except (EOFError, IndexError, ValueError, StopIteration) as e:
            raise ReaderError(f"{where} is damaged: its bytes are no {schema['name']} ({e}).") from e

    def tokens(self, value: bytes, where: str) -> Dict[str, Any]:
        """
        The fields of a token record, by the names in ``TokenSequence.avsc`` and ``TokenEmbeddings.avsc``; ids are arrays of
        int32.
        """
        name, fields = self.read(value, where)
        if name not in (SEQUENCE, EMBEDDINGS):
            raise ReaderError(
                f"{where} is a {name} and no token record. Name a topic that a route writes tokens to; packed sequences are"
                " read by a SequenceReader."
            )
        record = {**_ABSENT, **fields}
        if name == SEQUENCE:
            record["planes"] = [
                {"vocabularySize": 0, **plane, "ids": np.array(plane["ids"], dtype=np.int32)}
                for plane in record["planes"]
            ]
        return record

    def packed(self, value: bytes, where: str) -> Dict[str, Any]:
        """The fields of a packed sequence, by the names in ``PackedSequence.avsc``; ids are an array of int32."""
        name, fields = self.read(value, where)
        if name != PACKED:
            raise ReaderError(f"{where} is a {name} and no packed sequence. Name a topic that an assemble app writes to.")
        return {**fields, "ids": np.array(fields["ids"], dtype=np.int32)}

    def _schema(self, schema_id: int) -> Any:
        known = self._schemas.get(schema_id)
        if known is None:
            try:
                text = self._client.get_schema(schema_id).schema_str
            except SchemaRegistryError as e:
                raise ReaderError(
                    f"the schema registry at {self._url} does not give schema {schema_id}: {e}. Check that it is the"
                    " registry that the records were written with, and its credentials."
                ) from e
            except Exception as e:
                # The client's own exceptions differ by the HTTP library below it.
                raise UnreachableError(
                    f"the schema registry at {self._url} does not answer ({type(e).__name__}: {e}). Start it, or mend the"
                    " address: \"./tokenloom status\" tells the one of the standalone platform."
                ) from e
            known = fastavro.parse_schema(json.loads(text))
            self._schemas[schema_id] = known
        return known


def is_ids(record: Mapping[str, Any]) -> bool:
    """Whether a record holds ids and not vectors."""
    return "planes" in record


def tokens(record: Mapping[str, Any]) -> int:
    """How many tokens a record has."""
    if is_ids(record):
        return len(record["planes"][0]["ids"]) if record["planes"] else 0
    return record["shape"][0] if record["shape"] else 0


def first_token(record: Mapping[str, Any]) -> int:
    """Position of the first token in the full sequence: over 0 in an upgrade."""
    return (record["layout"] or {}).get("firstToken", 0)
