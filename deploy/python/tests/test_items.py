import hashlib
import tempfile
import unittest
from pathlib import Path

import numpy as np

from tests import samples
from tokenloom import Part, prompt
from tokenloom.assembly import Assembly
from tokenloom.decoding import Bytes
from tokenloom.errors import ContractError, ReaderError
from tokenloom.item import TokenItem
from tokenloom.reader import Sources


class OneTokenizer:
    """Knows texts whose tokens are their bytes."""

    def decode(self, record, where):
        return Bytes().bytes(record["planes"][0]["ids"].tolist())


def sources(store=None):
    return Sources(OneTokenizer(), store)


def item(*records, store=None):
    return TokenItem([Part(f"tokens/0/{n}", record) for n, record in enumerate(records)], sources(store))


class ItemTest(unittest.TestCase):
    def test_text_of_parts_that_end_within_a_character(self):
        euro = "1 \u20ac each".encode()
        text = item(samples.text(euro[:3], parts=2), samples.text(euro[3:], part=1, parts=2))
        self.assertEqual(text.text(), "1 \u20ac each")
        self.assertTrue(text.exact())
        self.assertEqual(text.ids.dtype, np.int32)
        self.assertEqual(text.count, len(euro))
        self.assertEqual(text.placeholders, [])

    def test_tells_when_bytes_are_not_those_of_the_source(self):
        changed = samples.text("as it was")
        changed["planes"] = samples.text("as it is")["planes"]
        self.assertFalse(item(changed).exact())

    def test_planes(self):
        two = item(samples.sequence([1, 2], [5, 6]))
        self.assertEqual(list(two.planes), ["a", "b"])
        self.assertEqual(two.position_major.tolist(), [[1, 5], [2, 6]])
        with self.assertRaisesRegex(ContractError, "planes"):
            two.ids

    def test_vectors_are_fetched_and_compared_with_their_digest(self):
        with tempfile.TemporaryDirectory() as folder:
            array = np.arange(12, dtype=np.float16).reshape(4, 3)
            record = samples.vectors(array, "FLOAT16", truncation={"kind": "ANY_PREFIX", "validLengths": [],
                                                                   "prefixQualities": []})
            digest = hashlib.sha256(record["values"])
            file = Path(folder) / digest.hexdigest()[:2] / digest.hexdigest()
            file.parent.mkdir()
            file.write_bytes(record["values"])
            record.update(
                values=b"", claimUri=f"{file.parent.name}/{file.name}", claimSha256=digest.digest(),
                elementType="FLOAT16",
            )
            claimed = item(record, store=Path(folder))
            np.testing.assert_array_equal(claimed.embeddings, array)
            self.assertEqual(claimed.embeddings.dtype, np.float16)
            np.testing.assert_array_equal(claimed.to_at_most(2).embeddings, array[:2])
            file.write_bytes(bytes(24))
            with self.assertRaisesRegex(ReaderError, "changed or damaged"):
                claimed.embeddings
            with self.assertRaisesRegex(ReaderError, "no claim store"):
                item(record).embeddings
            with self.assertRaisesRegex(ReaderError, "outside the claim store"):
                item({**record, "claimUri": "../secret"}, store=Path(folder)).embeddings


class PromptTest(unittest.TestCase):
    FRAMING = {"beginIds": [900, 901], "endIds": [902], "idOffset": 1000, "expanded": False}

    def test_ids_of_pictures_are_placed_among_text(self):
        picture = item(samples.step(3, parts=1, framing=self.FRAMING))
        made = prompt([7, 8], picture, item(samples.text("!")))
        self.assertEqual(made.inputs, {"prompt_token_ids": [7, 8, 900, 901, 1000, 1001, 1002, 902, ord("!")]})
        self.assertEqual(made.placeholders, [("image", 0, 4, 3)])

    def test_every_step_of_a_picture_has_a_range(self):
        steps = item(samples.step(3, parts=2), samples.step(2, part=1, parts=2))
        self.assertEqual(prompt([7], steps).placeholders, [("image", 0, 1, 3), ("image", 1, 4, 2)])

    def test_vectors_need_an_id_that_stands_for_them(self):
        vectors = item(samples.vectors(np.ones((2, 3)), framing=self.FRAMING))
        made = prompt([7], vectors, vectors, placeholder_ids={"image": 5}, tensor=lambda array: array.tolist())
        self.assertEqual(made.inputs["prompt_token_ids"], [7, 900, 901, 5, 902, 900, 901, 5, 902])
        self.assertEqual(made.inputs["multi_modal_data"], {"image": [[[1.0] * 3] * 2] * 2})
        self.assertEqual(made.placeholders, [("image", 0, 3, 2), ("image", 1, 8, 2)])
        with self.assertRaisesRegex(ContractError, "placeholder_ids"):
            prompt([7], vectors)

    def test_vectors_alone_are_the_prompt(self):
        made = item(samples.vectors(np.ones((2, 3)))).vllm()
        self.assertEqual(made.inputs["prompt_embeds"].shape, (2, 3))

    def test_frames_with_a_time_are_of_a_video(self):
        frame = samples.step(3)
        frame["stream"]["presentationTimestamp"] = 40_000
        self.assertEqual(item(frame).placeholders, [("video", 0, 0, 3)])


class AssemblyTest(unittest.TestCase):
    def setUp(self):
        self.assembly = Assembly(sources().fetched)

    def add(self, record):
        parts = self.assembly.add(Part("tokens/0/7", record))
        return None if parts is None else [part.fields for part in parts]

    def test_waits_for_all_parts_in_any_order_and_passes_over_repetitions(self):
        parts = [samples.text(f"part {n}", offset=4, part=n, parts=3) for n in range(3)]
        self.assertIsNone(self.add(parts[1]))
        self.assertIsNone(self.add(parts[1]))
        self.assertIsNone(self.add(parts[2]))
        self.assertEqual(len(self.add(samples.text("another", offset=5))), 1)
        self.assertEqual(self.assembly.incomplete(), [("item@4", "raw/0/4", 2, 3)])
        self.assertEqual([record["source"]["part"] for record in self.add(parts[0])], [0, 1, 2])
        self.assertEqual(self.assembly.incomplete(), [])

    def test_an_upgrade_gives_the_item_again(self):
        from tests.test_cuts import MergeTest

        base, tail = MergeTest().tail(samples.step(8), 3)
        self.assertEqual(self.add(base)[0]["planes"][0]["ids"].tolist(), [0, 1, 2])
        self.assertEqual(self.add(tail)[0]["planes"][0]["ids"].tolist(), list(range(8)))

    def test_a_tail_without_its_base_is_given_as_it_is(self):
        from tests.test_cuts import MergeTest

        _, tail = MergeTest().tail(samples.step(8), 3)
        self.assertEqual(self.add(tail)[0]["layout"]["firstToken"], 3)

    def test_an_upgrade_of_another_sequence_is_refused(self):
        from tests.test_cuts import MergeTest

        base, tail = MergeTest().tail(samples.step(8), 3)
        self.add(base)
        with self.assertRaisesRegex(ReaderError, "tokens/0/7 is no upgrade.*itemId"):
            self.add({**tail, "itemId": "other"})
