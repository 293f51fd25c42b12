"""Reads a topic to its end and prints a line for each item: what io.tokenloom.it.ReadItem says of it in Java."""

import hashlib
import sys

from tokenloom import TokenReader


def digest(content):
    return hashlib.sha256(content).hexdigest()


def ids(item):
    return digest(item.position_major.astype("<i4").tobytes())


config, topic = sys.argv[1:]
with TokenReader(topic, config=config) as reader:
    for item in reader:
        pictures = ",".join("%s/%d/%d/%d" % each for each in item.placeholders)
        fields = [item.source, item.item_id, len(item.parts), item.count, ids(item), pictures]
        if pictures:
            fields += [ids(item.to_at_most(17)), ids(item.to_bytes(24))]
        else:
            fields += [digest(item.bytes()), str(item.exact()).lower()]
        print(*fields, sep="\t")
if reader.incomplete:
    sys.exit("incomplete: %s" % reader.incomplete)
