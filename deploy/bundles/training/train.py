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
import pictures
from filter import Filter, no_filter
from geometry import Geometry
from parts import Parts

FIRST_IDS, LATER_IDS, SEED = 48, 40, 5
STAGES = ("dense", "dictionaries", "filter")
# passes over so many sequences; entries that stood for nothing are put elsewhere before the last; the later tables are learned in between
DICTIONARIES = ((2, 320), (2, 800), (2, 800), (2, 1200))
KNOWN_LATER = 2          # from which of these on later steps have dense lists
LATER_STILLS = 500
FIRST_STEPS = 6400
# sequences of later steps, in the loop with the filter so far; steps of the optimizer, its rate
FILTER = ((0, 4000, 2e-3), (960, 6000, 1.5e-3), (1440, 8000, 1e-3))
BATCH = 48


def main(pool, work, start="dense"):
    if start not in STAGES:
        raise SystemExit(f"there is no stage {start!r}; there are {', '.join(STAGES)}")
    os.makedirs(work, exist_ok=True)
    began = time.time()
    log = lambda *a: print(round(time.time() - began), *a, flush=True)
    stills, _ = pictures.opened(pool)
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
            dictionary.learn(parts, no_filter, pool, passes, size, SEED + k, log)
            np.savez(learned, **{**tables, **dictionary.learned(parts)})
    tables = dict(np.load(learned))
    torch.manual_seed(SEED)
    filter_ = Filter()
    first_steps, later_steps = filtering.collect(filtering.firsts, Parts(tables, Geometry()), filter_, pool, FIRST_STEPS, SEED + 9), []
    log("first steps for the filter", len(first_steps[0]))
    for k, (sequences, steps, rate) in enumerate(FILTER):
        if k:
            # what is left after a step depends on what the filter does to it
            tables = dense.later(tables, filter_, stills[:LATER_STILLS], log)
            np.savez(learned, **tables)
            later_steps = filtering.collect(filtering.laters, Parts(tables, Geometry()), filter_, pool, sequences, SEED + 10 + k)
            log("later steps for the filter", len(later_steps[0]))
        keep = lambda: torch.save(filter_.state_dict(), weights)
        filtering.learn(Parts(tables, Geometry()), filter_, first_steps, later_steps, steps, BATCH, rate, SEED + 20 + k, keep, log)


if __name__ == "__main__":
    main(*sys.argv[1:4])
