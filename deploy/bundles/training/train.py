"""Trains the whole tokenizer: dense front, dictionaries, filter. usage: train.py POOL WORK [filter]"""
import os
import sys
import time

import numpy as np
import torch

import dense
import dictionary
import filtering
from model import Filter, Parts

DENSE_TOKENS, SEED = 32, 5


def main(pool, work, only=""):
    torch.set_num_threads(1)
    os.makedirs(work, exist_ok=True)
    began = time.time()
    log = lambda *a: print(round(time.time() - began), *a, flush=True)
    stills = np.load(os.path.join(pool, "stills.npy"), mmap_mode="r")
    clips = np.load(os.path.join(pool, "clips.npy"), mmap_mode="r")
    if only == "filter":
        parts = Parts(dict(np.load(os.path.join(work, "tables.npz"))))
    else:
        parts = tokens(stills, clips, work, log)
    smooth(parts, stills, clips, work, log)


def tokens(stills, clips, work, log):
    tables = dense.tables(stills[:], DENSE_TOKENS)
    parts = dictionary.seeded(tables, stills, SEED)
    log("dense front and first dictionaries")
    for k, (passes, size) in enumerate(((2, 150), (2, 400))):
        dictionary.learn(parts, stills, clips, passes, size, SEED + k, log)
        save(work, tables, parts)
    return parts


def smooth(parts, stills, clips, work, log):
    torch.manual_seed(SEED)
    filter_ = Filter()
    for k, (frames, steps, rate) in enumerate(((160, 350, 1.5e-3),)):
        samples = filtering.collect(parts, filter_, stills, clips, frames, SEED + 10 + k)
        log("frames for the filter", len(samples[0]))
        keep = lambda: torch.save(filter_.state_dict(), os.path.join(work, "filter.pt"))
        filtering.learn(parts, filter_, samples, steps, rate, SEED + 20 + k, keep, log)


def save(work, tables, parts):
    for kind in dictionary.KINDS:
        tables[f"whole_{kind}"] = getattr(parts, f"whole_{kind}").numpy()
        tables[f"quarter_{kind}"] = getattr(parts, f"quarter_{kind}").numpy()
    tables["reference"] = parts.reference.numpy()
    np.savez(os.path.join(work, "tables.npz"), **tables)


if __name__ == "__main__":
    main(*sys.argv[1:4])
