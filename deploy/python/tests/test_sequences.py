import unittest

import numpy as np

from tests import samples
from tests.test_items import sources
from tokenloom import ContractError, PackedSequence, ReaderError

FRAME = {"streamKey": "film", "frameIndex": 0, "presentationTimestamp": 40_000}
TWO_PLANES = [{"name": "coarse", "vocabularySize": 64}, {"name": "fine", "vocabularySize": 256}]


def placed(item, ids, tokens, **more):
    return {
        "modality": "VISUAL" if "idOffset" in more else "TEXT",
        "itemId": item,
        "source": {"topic": "raw", "partition": 0, "offset": 3, "part": 0, "parts": 1},
        "tokenizer": samples.TOKENIZER,
        "vocabularyDelta": b"",
        "recordTokens": tokens,
        "firstToken": 0,
        "tokens": tokens,
        "ids": ids,
        "beginIds": [],
        "endIds": [],
        "idOffset": 0,
        "planes": [],
        "embedded": False,
        "expanded": True,
        "stream": None,
        **more,
    }


def text(content, **more):
    return placed("text", list(content.encode()), len(content.encode()), **more)


def packed(*documents, context=64):
    """A sequence of documents, each a list of ranges with the ids that they stand for."""
    ids, made = [], []
    for number, ranges in enumerate(documents):
        begin, own = len(ids), []
        for each in ranges:
            ids += each["beginIds"]
            own.append({**{k: v for k, v in each.items() if k != "ids"}, "offset": len(ids), "length": len(each["ids"])})
            ids += each["ids"] + each["endIds"]
        made.append({"documentId": f"document {number}", "offset": begin, "length": len(ids) - begin, "ranges": own})
    return {"sequenceId": "app-0-7", "contextLength": context, "ids": np.array(ids, dtype=np.int32), "documents": made}


def read(fields):
    return PackedSequence("tokens.packed.v1/0/7", fields, sources())


class SequenceTest(unittest.TestCase):
    PICTURE = placed("cat", [1005, 1006, 1007], 3, idOffset=1000, beginIds=[900], endIds=[901, 902])

    def test_takes_documents_and_items_apart(self):
        sequence = read(packed([text("a \u20ac"), self.PICTURE], [text("b")], context=16))
        self.assertEqual(sequence.prompt_token_ids, [97, 32, 0xE2, 0x82, 0xAC, 900, 1005, 1006, 1007, 901, 902, 98])
        self.assertEqual(sequence.ids.dtype, np.int32)
        self.assertEqual(sequence.placeholders, [("image", 0, 6, 3)])
        self.assertEqual(sequence.cumulative_lengths.tolist(), [0, 11, 12])
        self.assertEqual(sequence.position_ids.tolist(), [*range(11), 0])
        self.assertEqual(sequence.fill, 12 / 16)
        first, picture, last = sequence.items
        self.assertEqual((first.text(), last.text()), ("a \u20ac", "b"))
        self.assertEqual(picture.ids.tolist(), [5, 6, 7])
        self.assertEqual(picture.source, "raw/0/3")
        self.assertEqual(sequence.documents[1].ids.tolist(), [98])
        with self.assertRaisesRegex(ContractError, "cat in app-0-7.* is of a picture"):
            picture.bytes()

    def test_an_empty_sequence(self):
        sequence = read(packed())
        self.assertEqual((sequence.position_ids.tolist(), sequence.cumulative_lengths.tolist()), ([], [0]))

    def test_planes_stand_position_by_position(self):
        frame = placed("film", [1001, 1064, 1002, 1319], 2, idOffset=1000, planes=TWO_PLANES, stream=FRAME)
        item = read(packed([frame])).items[0]
        self.assertEqual({name: ids.tolist() for name, ids in item.planes.items()}, {"coarse": [1, 2], "fine": [0, 255]})
        self.assertEqual(item.modality, "video")
        with self.assertRaisesRegex(ContractError, "coarse"):
            item.ids

    def test_refuses_what_says_of_itself_what_is_not_so(self):
        def damaged(change):
            fields = packed([text("a"), self.PICTURE])
            change(fields, fields["documents"][0], fields["documents"][0]["ranges"][1])
            return fields

        for problem, change in {
            "documents end at": lambda all, document, picture: all.update(ids=np.append(all["ids"], 1)),
            "does not begin": lambda all, document, picture: document.update(offset=1),
            "overlaps": lambda all, document, picture: picture.update(offset=1),
            "leaves its document": lambda all, document, picture: document.update(length=6),
            "for 2 tokens": lambda all, document, picture: picture.update(tokens=2),
            "begin or end ids": lambda all, document, picture: picture.update(endIds=[901, 903]),
        }.items():
            with self.subTest(problem), self.assertRaisesRegex(ReaderError, f"packed.v1/0/7, sequence app-0-7: .*{problem}"):
                read(damaged(change))


class DocumentPromptTest(unittest.TestCase):
    @staticmethod
    def vectors(item_id, tokens, expanded):
        return placed(
            item_id, [5] * (tokens if expanded else 1), tokens, idOffset=0, beginIds=[900], endIds=[901], embedded=True,
            expanded=expanded,
        )

    def test_of_ids_are_its_ids(self):
        sequence = read(packed([text("zz")], [text("a"), SequenceTest.PICTURE, text("b")]))
        made = sequence.documents[1].vllm()
        self.assertEqual(made.inputs, {"prompt_token_ids": sequence.documents[1].ids.tolist()})
        self.assertEqual(made.placeholders, [("image", 0, 2, 3)])

    def test_of_vectors_has_a_placeholder_for_each_picture(self):
        for expanded in (True, False):
            with self.subTest(expanded=expanded):
                document = read(packed([text("a"), self.vectors("x", 3, expanded), self.vectors("y", 2, expanded)])).documents[0]
                made = document.vllm(
                    vectors=lambda item: np.full((item.count, 1), ord(item.item_id)), tensor=lambda array: array.tolist()
                )
                self.assertEqual(made.inputs["prompt_token_ids"], [97, 900, 5, 901, 900, 5, 901])
                self.assertEqual(made.inputs["multi_modal_data"], {"image": [[[120]] * 3, [[121]] * 2]})
                self.assertEqual(made.placeholders, [("image", 0, 2, 3), ("image", 1, 7, 2)])
                with self.assertRaisesRegex(ContractError, "Give vectors="):
                    document.vllm()
                with self.assertRaisesRegex(ContractError, "1 vectors were given"):
                    document.vllm(vectors=lambda item: np.ones((1, 1)))
                with self.assertRaisesRegex(ContractError, "token topic holds"):
                    document.items[1].planes
