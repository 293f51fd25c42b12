"""Reads a topic of packed sequences and prints a line for each: what io.tokenloom.it.ReadSequence says of it in Java."""

import hashlib
import sys

import numpy as np

from tokenloom import SequenceReader


def digest(content):
    return hashlib.sha256(content).hexdigest()


def numbers(array):
    return digest(np.ascontiguousarray(array).astype("<i4").tobytes())


def content(item):
    return digest(item.bytes()) if item.modality == "text" else numbers(np.stack(list(item.planes.values()), axis=1))


config, topic = sys.argv[1:]
with SequenceReader(topic, config=config) as reader:
    for sequence in reader:
        items = [
            "%s/%s/%d/%d/%d/%s" % (each.modality, each.source, each.part, each.offset, each.length, content(each))
            for each in sequence.items
        ]
        ends = ",".join(map(str, sequence.cumulative_lengths))
        print(sequence.sequence_id, "%.6f" % sequence.fill, numbers(sequence.ids), ends, numbers(sequence.position_ids),
              ",".join(items), sep="\t")
        for document in sequence.documents:
            prompt = document.vllm()
            assert prompt.inputs == {"prompt_token_ids": document.ids.tolist()}, document
            pictures = [each for each in document.items if each.modality != "text"]
            assert [(each.offset + document.offset, each.length) for each in prompt.placeholders] == [
                (each.offset, each.length) for each in pictures
            ], document
