import base64
import hashlib
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tests import samples
from tokenloom import decoding, vocabularies
from tokenloom.connections import Connections
from tokenloom.decoding import Decoders, of_object, of_ranks
from tokenloom.errors import ReaderError
from tokenloom.topic import MissingTopicError

RANKS = b"".join(
    base64.b64encode(token) + b" %d\n" % n for n, token in enumerate([b"a", b"b", b"1", b",", b"\xe2\x82", b"\xac"])
)
CONNECTIONS = Connections({"bootstrap.servers": "here:1"}, {"url": "http://here"})


class FakeMessage:
    def __init__(self, key, value):
        self._key, self._value = key, value

    def key(self):
        return self._key

    def value(self):
        return self._value

    def topic(self):
        return "topic"

    def partition(self):
        return 0

    def offset(self):
        return 0


class FakeRecords:
    """Values are the records themselves."""

    def read(self, value, where):
        return "", value


class FakeTopic:
    """A topic on which more comes with each look."""

    def __init__(self, *looks):
        self.looks, self.rewinds = list(looks), 0

    def next(self, timeout):
        return self.looks.pop(0) if self.looks else []

    def to_end(self):
        return iter(self.looks.pop(0))

    def rewind(self):
        self.rewinds += 1

    def close(self):
        pass


def delta(tokenizer, base, lefts, rights, tokens, size=6):
    made = {
        "tokenizer": tokenizer, "base": base, "baseSize": size, "lefts": lefts, "rights": rights,
        "results": [size + n for n in range(len(tokens))], "tokens": tokens,
    }
    made["version"] = hashlib.sha256(vocabularies._canonical(made)).digest()[:16]
    return made


class VocabularyTest(unittest.TestCase):
    def test_ranks_are_bytes_also_of_parts_of_a_character(self):
        table = of_ranks(RANKS, [{"content": "<end>", "id": 7}])
        self.assertEqual(table.bytes([4]) + table.bytes([5, 7]), "\u20ac<end>".encode())
        for bad in (6, 8, -1):
            with self.assertRaisesRegex(ReaderError, f"id {bad} is not in the vocabulary"):
                table.bytes([0, bad])

    def test_byte_level_tokenizers_are_exact_within_a_character(self):
        try:
            from tokenizers import AddedToken, Tokenizer, decoders, models
        except ImportError:
            self.skipTest("the package tokenizers is not installed")
        tokenizer = Tokenizer(models.BPE({"\u0120a": 0, "\u00e2\u0124": 1, "\u00ac": 2}, []))
        tokenizer.decoder = decoders.ByteLevel()
        tokenizer.add_special_tokens([AddedToken("<|\u20ac|>", special=True)])
        table = of_object(tokenizer)
        self.assertEqual(table.bytes([0, 1]), b" a\xe2\x82")
        self.assertEqual(table.bytes([0, 1, 2, 3]), " a\u20ac<|\u20ac|>".encode())
        self.assertEqual(table.bytes([0, 1, 2]).decode(), tokenizer.decode([0, 1, 2]))

    def test_other_tokenizers_decode_as_they_do(self):
        try:
            from tokenizers import Tokenizer, decoders, models
        except ImportError:
            self.skipTest("the package tokenizers is not installed")
        tokenizer = Tokenizer(models.WordPiece({"un": 0, "##real": 1, "[UNK]": 2}, unk_token="[UNK]"))
        tokenizer.decoder = decoders.WordPiece()
        self.assertEqual(of_object(tokenizer).bytes([0, 1]), b"unreal")


class DecodersTest(unittest.TestCase):
    BASE = bytes(8)

    def version(self, **more):
        manifest = {
            "name": "small", "engine": {"format": "tiktoken", "file": "small.tiktoken"},
            "files": [{"path": "small.tiktoken", "sha256": hashlib.sha256(RANKS).hexdigest()}],
        }
        return {"name": "small", "version": "1", "fingerprint": samples.TOKENIZER, "manifest": json.dumps(manifest),
                "base": None, "options": "", **more}

    def decoders(self, version, given, deltas=None, connections=CONNECTIONS):
        topic = FakeTopic([FakeMessage(b"", version)] if version else [])
        patch = mock.patch.object(decoding, "Topic", return_value=topic)
        patch.start()
        self.addCleanup(patch.stop)
        return Decoders(connections, FakeRecords(), given, deltas)

    def test_files_are_compared_with_the_tokenizer_of_the_records(self):
        record = samples.sequence([0, 1])
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "small.tiktoken"
            file.write_bytes(RANKS)
            for given in (file, folder):
                self.assertEqual(self.decoders(self.version(), {"small": given}).decode(record, "here"), b"ab")
            beside = Connections(CONNECTIONS.kafka, CONNECTIONS.registry, None, [Path(folder)])
            self.assertEqual(self.decoders(self.version(), {}, connections=beside).decode(record, "here"), b"ab")
            file.write_bytes(RANKS + b"\n")
            with self.assertRaisesRegex(ReaderError, "is another tokenizer than small"):
                self.decoders(self.version(), {"small": file}).decode(record, "here")
        with self.assertRaisesRegex(ReaderError, "t/0/1 was made by tokenizer small, version 1 .*bundle export"):
            self.decoders(self.version(), {}).decode(record, "t/0/1")
        with self.assertRaisesRegex(ReaderError, "0102030405060708, which tokens.tokenizers.v1 on here:1 does not know"):
            self.decoders(None, {}).decode(record, "t/0/1")

    def test_separators_are_taken_out(self):
        record = samples.sequence([2, 3, 2, 2, 2, 3, 2], layout={"firstToken": 0, "separators": [1]})
        decoders = self.decoders(self.version(options="digits.separator=,"), {"small": of_ranks_object()})
        self.assertEqual(decoders.decode(record, "here"), b"1111,1")

    def test_ids_of_a_delta(self):
        made = delta(samples.TOKENIZER, self.BASE, [0, 6], [1, 2], [b"ab", b"ab1"])
        record = samples.sequence([6, 0, 7])
        record["text"] = {"vocabularyDelta": made["version"]}
        key = (samples.TOKENIZER.hex() + "/" + made["version"].hex()).encode()
        topic = FakeTopic([], [FakeMessage(key, made)])
        with mock.patch.object(vocabularies, "Topic", return_value=topic):
            waiting = vocabularies.Vocabularies(CONNECTIONS, FakeRecords(), 5.0)
            decoders = self.decoders(self.version(base=self.BASE, options="dynamic"), {"small": of_ranks_object()}, waiting)
            self.assertEqual(decoders.decode(record, "here"), b"abaab1")

    def test_a_delta_of_another_base_or_damaged_is_refused(self):
        made = delta(samples.TOKENIZER, self.BASE, [0], [1], [b"xy"])
        with self.assertRaisesRegex(ReaderError, "another base vocabulary"):
            vocabularies.VocabularyDelta(made).require_base(of_ranks(RANKS))
        with self.assertRaisesRegex(ReaderError, "damaged"):
            vocabularies.VocabularyDelta({**made, "tokens": [b"ab"]})

    def test_a_delta_that_never_comes_is_not_waited_for_for_ever(self):
        for topic, why in ((FakeTopic(), "not among the committed records"), (MissingTopicError(), "there is no topic")):
            effect = {"side_effect": topic} if isinstance(topic, Exception) else {"return_value": topic}
            with mock.patch.object(vocabularies, "Topic", **effect):
                waiting = vocabularies.Vocabularies(CONNECTIONS, FakeRecords(), 0.01)
                with self.assertRaisesRegex(ReaderError, f"did not come within 0.01 s: .*{why}.*patience"):
                    waiting.get(samples.TOKENIZER, bytes(16), self.BASE, None)


def of_ranks_object():
    """The same vocabulary as an object of a library."""
    table = of_ranks(RANKS)

    class Encoding:
        def decode_bytes(self, ids):
            return table.bytes(ids)

    return Encoding()
