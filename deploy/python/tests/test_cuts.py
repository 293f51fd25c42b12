import unittest

import numpy as np

from tests import samples
from tokenloom import cuts
from tokenloom.errors import ContractError
from tokenloom.numbers import from_numbers, numbers
from tokenloom.records import tokens
from tokenloom.upgrades import merge


class CutTest(unittest.TestCase):
    def test_any_prefix_is_cut_with_its_qualities_positions_and_blocks(self):
        full = samples.step(6)
        full["geometry"] = {"keptPositions": [0, 2, 4, 6, 8, 10]}
        full["layout"] = {"firstToken": 0, "blockEnds": [2, 5], "orderParameter": 0, "fullTokens": 0, "separators": []}
        cut = cuts.to_tokens(full, 3)
        self.assertEqual(cut["planes"][0]["ids"].tolist(), [0, 1, 2])
        self.assertEqual(cut["truncation"]["prefixQualities"], [20.0, 21.0, 22.0])
        self.assertEqual(cut["geometry"]["keptPositions"], [0, 2, 4])
        self.assertEqual(cut["layout"]["blockEnds"], [2])
        self.assertEqual(len(full["planes"][0]["ids"]), 6)

    def test_the_shortest_prefix_is_kept(self):
        full = samples.sequence(range(8), truncation={"kind": "ANY_PREFIX", "validLengths": [4], "prefixQualities": []})
        self.assertEqual(tokens(cuts.to_at_most(full, 5)), 5)
        with self.assertRaisesRegex(ContractError, "valid are 4 to 8"):
            cuts.to_at_most(full, 3)

    def test_scales_are_whole(self):
        full = samples.sequence(
            range(21), truncation={"kind": "SCALE_BOUNDARY", "validLengths": [1, 5, 21], "prefixQualities": [1.0, 2.0, 3.0]}
        )
        cut = cuts.to_at_most(full, 20)
        self.assertEqual(tokens(cut), 5)
        self.assertEqual(cut["truncation"], {"kind": "SCALE_BOUNDARY", "validLengths": [1, 5], "prefixQualities": [1.0, 2.0]})
        with self.assertRaisesRegex(ContractError, r"whole scales, \[1, 5, 21\]"):
            cuts.to_tokens(full, 4)

    def test_a_whole_stays_whole(self):
        whole = samples.text("whole")
        self.assertIs(cuts.to_at_most(whole, 5), whole)
        with self.assertRaisesRegex(ContractError, "no valid prefix but its whole"):
            cuts.to_at_most(whole, 4)

    def test_bytes_are_counted_in_the_bits_of_all_planes(self):
        full = samples.sequence(
            range(9), range(9), vocabulary=4096, truncation={"kind": "ANY_PREFIX", "validLengths": [], "prefixQualities": []}
        )
        self.assertEqual(tokens(cuts.to_bytes(full, 9)), 3)
        full["planes"][1]["vocabularySize"] = 0
        with self.assertRaisesRegex(ContractError, "doesn't say how large"):
            cuts.to_bytes(full, 9)

    def test_lengths_that_are_no_lengths_are_refused(self):
        wrong = samples.sequence(
            range(9), truncation={"kind": "SCALE_BOUNDARY", "validLengths": [1, 4], "prefixQualities": []}
        )
        with self.assertRaisesRegex(ContractError, "have all up to the whole"):
            cuts.to_tokens(wrong, 4)

    def test_placed_ids_are_not_cut(self):
        placed = samples.step(4, framing={"beginIds": [9], "endIds": [8], "idOffset": 0, "expanded": True})
        with self.assertRaisesRegex(ContractError, "placed among begin and end ids"):
            cuts.to_tokens(placed, 2)


class LevelTest(unittest.TestCase):
    def test_a_level_is_the_mean_of_its_windows(self):
        grid = np.arange(4 * 4 * 2, dtype=np.float32).reshape(16, 2)
        full = samples.vectors(
            grid, order="RASTER", truncation={"kind": "LEVEL_SET", "validLengths": [1, 4, 16], "prefixQualities": []},
            geometry={"gridTime": 1, "gridHeight": 4, "gridWidth": 4, "patchHeight": 14, "patchWidth": 14,
                      "keptPositions": []},
        )
        level = cuts.to_at_most(full, 15)
        wanted = grid.reshape(2, 2, 2, 2, 2).mean(axis=(1, 3)).reshape(4, 2)
        np.testing.assert_array_equal(numbers(level, level["values"]), wanted)
        self.assertEqual(level["geometry"]["patchWidth"], 28)
        self.assertEqual(level["layout"]["fullTokens"], 16)
        self.assertEqual(level["truncation"]["validLengths"], [1, 4])
        np.testing.assert_array_equal(
            numbers(cuts.to_tokens(level, 1), cuts.to_tokens(level, 1)["values"]), grid.mean(axis=0)[None]
        )

    def test_levels_need_a_square_grid_in_raster_order(self):
        full = samples.vectors(
            np.zeros((16, 2)), truncation={"kind": "LEVEL_SET", "validLengths": [4, 16], "prefixQualities": []}
        )
        with self.assertRaisesRegex(ContractError, "RASTER"):
            cuts.to_tokens(full, 4)


class MergeTest(unittest.TestCase):
    def tail(self, full, start):
        cut = cuts.to_tokens(full, start)
        rest = dict(full)
        rest["planes"] = [{**plane, "ids": plane["ids"][start:]} for plane in full["planes"]]
        rest["truncation"] = {**full["truncation"], "prefixQualities": full["truncation"]["prefixQualities"][start:]}
        rest["layout"] = {"firstToken": start, "blockEnds": [], "orderParameter": 0, "fullTokens": 0, "separators": []}
        return cut, rest

    def test_base_and_upgrade_are_the_full_record(self):
        full = samples.step(8)
        merged = merge(*self.tail(full, 3))
        np.testing.assert_array_equal(merged["planes"][0]["ids"], full["planes"][0]["ids"])
        merged["planes"], plain = full["planes"], dict(full)
        self.assertEqual(merged, plain)

    def test_what_does_not_belong_together_is_refused(self):
        base, upgrade = self.tail(samples.step(8), 3)
        with self.assertRaisesRegex(ContractError, '"itemId" differ'):
            merge(base, {**upgrade, "itemId": "other"})
        with self.assertRaisesRegex(ContractError, "tokens are missing"):
            merge(cuts.to_tokens(base, 2), upgrade)
        with self.assertRaisesRegex(ContractError, "can't be cut"):
            cuts.to_at_most(upgrade, 1)


class NumbersTest(unittest.TestCase):
    def test_bfloat16_is_read_exactly_and_rounded_to_even(self):
        array = np.array([[1.0, 1.00390625, 1.01171875, -2.5, np.inf, np.nan]], dtype=np.float32)
        values = from_numbers(array, "BFLOAT16")
        read = numbers({"elementType": "BFLOAT16", "shape": [1, 6]}, values)
        np.testing.assert_array_equal(read, np.array([[1.0, 1.0, 1.015625, -2.5, np.inf, np.nan]], dtype=np.float32))

    def test_an_unspecified_type_is_refused(self):
        with self.assertRaisesRegex(ContractError, "unspecified"):
            numbers({"elementType": "UNSPECIFIED", "shape": [1, 1]}, b"")
