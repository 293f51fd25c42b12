import io
import json
import struct
import unittest
from unittest import mock

import fastavro

from tokenloom.errors import ReaderError, UnreachableError
from tokenloom.records import SEQUENCE, RecordReader

# The fields that the first version of token records had, as far as they matter here.
SCHEMA = {
    "type": "record", "name": SEQUENCE, "fields": [
        {"name": "itemId", "type": "string"},
        {"name": "planes", "type": {"type": "array", "items": {
            "type": "record", "name": "TokenPlane", "fields": [
                {"name": "name", "type": "string"}, {"name": "ids", "type": {"type": "array", "items": "int"}}]}}},
    ],
}


class RecordsTest(unittest.TestCase):
    def setUp(self):
        self.reader = RecordReader({"url": "http://127.0.0.1:1"})
        self.client = mock.patch.object(self.reader, "_client").start()
        self.client.get_schema.return_value = mock.Mock(schema_str=json.dumps(SCHEMA))
        self.addCleanup(mock.patch.stopall)
        out = io.BytesIO()
        fastavro.schemaless_writer(out, SCHEMA, {"itemId": "i", "planes": [{"name": "", "ids": [3, 1, 2]}]})
        self.value = b"\0" + struct.pack(">I", 7) + out.getvalue()

    def test_reads_records_of_earlier_versions_and_asks_once_for_a_schema(self):
        for _ in range(2):
            record = self.reader.tokens(self.value, "t/0/1")
        self.assertEqual(record["planes"][0]["ids"].tolist(), [3, 1, 2])
        self.assertEqual(record["planes"][0]["vocabularySize"], 0)
        self.assertIsNone(record["layout"])
        self.client.get_schema.assert_called_once_with(7)

    def test_names_the_record_that_is_none(self):
        with self.assertRaisesRegex(ReaderError, "t/0/1 is not in Confluent's wire format"):
            self.reader.tokens(b"a line", "t/0/1")
        with self.assertRaisesRegex(ReaderError, "t/0/1 is damaged"):
            self.reader.tokens(self.value[:-3], "t/0/1")

    def test_tells_token_records_from_packed_sequences(self):
        with self.assertRaisesRegex(ReaderError, "t/0/1 is a .*TokenSequence and no packed sequence"):
            self.reader.packed(self.value, "t/0/1")
        self.client.get_schema.return_value = mock.Mock(schema_str=json.dumps({**SCHEMA, "name": "io.tokenloom.record.Other"}))
        with self.assertRaisesRegex(ReaderError, "no token record.*SequenceReader"):
            self.reader.tokens(self.value[:1] + struct.pack(">I", 8) + self.value[5:], "t/0/1")

    def test_names_a_registry_that_does_not_answer(self):
        self.client.get_schema.side_effect = ConnectionError("refused")
        with self.assertRaisesRegex(UnreachableError, "http://127.0.0.1:1 does not answer .*refused"):
            self.reader.tokens(self.value, "t/0/1")
