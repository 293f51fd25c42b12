"""Trains the whole tokenizer: dense ids, dictionaries, filter. usage: train.py POOL WORK [STAGE]

A stage that is named (dictionaries, filter) is the first to run: what lies before it is read from WORK.
"""
import os
import sys
import time

import numpy as np
import torch

import dense
import dictionary
import filtering
from filter import Filter
from geometry import Geometry
from parts import Parts

FIRST_IDS, LATER_IDS, SEED = 48, 40, 5
STAGES = ("dense", "dictionaries", "filter")
# passes over so many sequences; entries that stood for nothing are put elsewhere before the last; the later tables are learned in between
DICTIONARIES = ((2, 320), (2, 800), (2, 1200), (2, 1200))
KNOWN_LATER = 2          # from which of these on later steps have dense lists
LATER_STILLS = 500
# sequences in the loop, steps of the optimizer, its rate
FILTER = ((640, 2000, 2e-3), (960, 3000, 1.5e-3), (1280, 4000, 1.2e-3), (1920, 6000, 1e-3))
BATCH = 48


def main(pool, work, start="dense"):
    if start not in STAGES:
        raise SystemExit(f"there is no stage {start!r}; there are {', '.join(STAGES)}")
    os.makedirs(work, exist_ok=True)
    began = time.time()
    log = lambda *a: print(round(time.time() - began), *a, flush=True)
    stills = np.load(os.path.join(pool, "stills.npy"), mmap_mode="r")
    clips = np.load(os.path.join(pool, "clips.npy"), mmap_mode="r")
    front, learned, weights = (os.path.join(work, name) for name in ("dense.npz", "tables.npz", "filter.pt"))
    if start == "dense":
        np.savez(front, **dense.first(stills[:], FIRST_IDS, SEED, log))
    if start != "filter":
        tables = dense.unknown_later(dict(np.load(front)), LATER_IDS)
        parts = dictionary.seeded(tables, stills, SEED)
        for k, (passes, size) in enumerate(DICTIONARIES):
            if k >= KNOWN_LATER:
                tables = dense.later({**tables, **dictionary.learned(parts)}, no_filter, stills[:LATER_STILLS], log)
                parts = Parts(tables, Geometry())
            dictionary.learn(parts, no_filter, stills, clips, passes, size, SEED + k, log)
            np.savez(learned, **{**tables, **dictionary.learned(parts)})
    tables = dict(np.load(learned))
    torch.manual_seed(SEED)
    filter_ = Filter()
    for k, (sequences, steps, rate) in enumerate(FILTER):
        if k:
            # what is left after a step depends on what the filter does to it
            tables = dense.later(tables, filter_, stills[:LATER_STILLS], log)
            np.savez(learned, **tables)
        parts = Parts(tables, Geometry())
        samples = filtering.collect(parts, filter_, stills, clips, sequences, SEED + 10 + k)
        log("pictures for the filter", len(samples[0]))
        keep = lambda: torch.save(filter_.state_dict(), weights)
        filtering.learn(parts, filter_, samples, steps, BATCH, rate, SEED + 20 + k, keep, log)


def no_filter(work, cells, first, refined, depth, share):
    return 0.0


if __name__ == "__main__":
    main(*sys.argv[1:4])
