"""Token records as RecordReader gives them; equal arguments give equal records."""

import hashlib
from datetime import datetime, timezone

import numpy as np

TOKENIZER = bytes(range(1, 9))


def header(offset=0, part=0, parts=1, **more):
    return {
        "source": {"topic": "raw", "partition": 0, "offset": offset, "part": part, "parts": parts},
        "itemId": f"item@{offset}",
        "correlationId": None,
        "eventTime": datetime(2026, 1, 1, tzinfo=timezone.utc),
        "contentDigest": bytes(16),
        "tokenizer": TOKENIZER,
        "truncation": {"kind": "NONE", "validLengths": [], "prefixQualities": []},
        "order": "UNSPECIFIED",
        "geometry": None,
        "stream": None,
        "framing": None,
        "layout": None,
        **more,
    }


def sequence(*planes, vocabulary=65536, **more):
    made = header(text=None, **more)
    made["planes"] = [
        {"name": "" if len(planes) == 1 else "ab"[n], "ids": np.array(ids, dtype=np.int32), "vocabularySize": vocabulary}
        for n, ids in enumerate(planes)
    ]
    return made


def text(content, **more):
    content = content if isinstance(content, bytes) else content.encode()
    made = sequence(list(content), contentDigest=hashlib.sha256(content).digest()[:16], order="TEXT", **more)
    made["text"] = {"vocabularyDelta": b""}
    return made


def step(tokens, part=0, **more):
    """A step of an image; each prefix is a picture."""
    return sequence(
        [100 * part + n for n in range(tokens)],
        part=part,
        order="NESTED_PREFIX",
        truncation={"kind": "ANY_PREFIX", "validLengths": [], "prefixQualities": [20.0 + n for n in range(tokens)]},
        stream={"streamKey": "album", "frameIndex": part, "presentationTimestamp": None},
        **more,
    )


def vectors(array, kind="FLOAT32", **more):
    dtype = {"FLOAT16": "<f2", "FLOAT32": "<f4"}[kind]
    made = header(**more)
    made.update(
        elementType=kind, shape=list(array.shape), values=array.astype(dtype).tobytes(), claimUri=None, claimSha256=None
    )
    return made
