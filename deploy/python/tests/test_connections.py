import tempfile
import unittest
from pathlib import Path

from tokenloom.connections import connections
from tokenloom.errors import ReaderError


class ConnectionsTest(unittest.TestCase):
    def file(self, content):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        file = Path(folder.name) / "tokenloom.yaml"
        file.write_text(content, encoding="utf-8")
        return file

    def test_reads_what_up_wrote(self):
        file = self.file(
            'kafka: {bootstrap.servers: "127.0.0.1:1"}\nschemaRegistry: {schema.registry.url: "http://127.0.0.1:2"}\n'
            'claims: {store: "file:///mnt/my%20claims/"}\n'
        )
        (file.parent / "routes.yaml").write_text(
            "routes: [{tokenizer: mine}, {tokenizer: builtin:o200k_base}]", encoding="utf-8"
        )
        found = connections(None, None, None, {}, file)
        self.assertEqual(found.bootstrap, "127.0.0.1:1")
        self.assertEqual(found.registry, {"url": "http://127.0.0.1:2"})
        self.assertEqual(found.claims, Path("/mnt/my claims"))
        self.assertEqual(found.bundles, [file.parent / "tokenizers", file.parent / "mine"])

    def test_what_is_given_comes_first(self):
        file = self.file("kafka: {bootstrap.servers: a:1}\nschemaRegistry: {schema.registry.url: http://a}\n")
        found = connections("b:2", "http://b", "/claims", {"client.id": "me"}, file)
        self.assertEqual(found.kafka, {"bootstrap.servers": "b:2", "client.id": "me"})
        self.assertEqual((found.registry, found.claims), ({"url": "http://b"}, Path("/claims")))

    def test_names_what_is_missing(self):
        with self.assertRaisesRegex(ReaderError, "no schema registry"):
            connections("b:2", None, None, {}, None)
        with self.assertRaisesRegex(ReaderError, "no/such is not there"):
            connections(None, None, None, {}, "no/such")
        with self.assertRaisesRegex(ReaderError, "Java's client.*sasl.jaas.config"):
            connections(None, None, None, {}, self.file("kafka: {bootstrap.servers: a:1, sasl: {jaas.config: x}}"))
        with self.assertRaisesRegex(ReaderError, "is not valid YAML"):
            connections(None, None, None, {}, self.file("kafka: ["))
        with self.assertRaisesRegex(ReaderError, "is no directory; mount it"):
            connections("b:2", "http://b", "s3://bucket", {}, None)
