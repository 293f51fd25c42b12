"""
Cuts records as Java did, and compares what comes out, refusals included.

Each line of the file: the operation, its number, the record, the upgrade where there is one, and what Java made of it: a record,
or "!" and the message of its refusal. Records are framed values in base 64, of the schemas that the first lines hold.
"""

import base64
import json
import sys

import fastavro

from tokenloom import ContractError
from tokenloom.cuts import to_at_most, to_bytes, to_tokens
from tokenloom.records import RecordReader
from tokenloom.upgrades import merge

OPERATIONS = {
    "to_tokens": lambda record, number, _: to_tokens(record, number),
    "to_at_most": lambda record, number, _: to_at_most(record, number),
    "to_bytes": lambda record, number, _: to_bytes(record, number),
    "merge": lambda record, _, upgrade: merge(record, upgrade),
}


def plain(record):
    if "planes" in record:
        planes = [{**plane, "ids": plane["ids"].tolist()} for plane in record["planes"]]
        return {**record, "planes": planes}
    return {**record, "values": bytes(record["values"])}


def made(operation, number, record, upgrade):
    try:
        return plain(OPERATIONS[operation](record, number, upgrade))
    except ContractError as e:
        return "!" + str(e)


reader = RecordReader({"url": "http://none"})
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
for number, schema in enumerate(lines[:2]):
    reader._schemas[number] = fastavro.parse_schema(json.loads(schema))


def read(text):
    return reader.tokens(base64.b64decode(text), "a case") if text else None


for line in lines[2:]:
    operation, number, record, upgrade, wanted = line.split("\t")
    result = made(operation, int(number), read(record), read(upgrade))
    expected = wanted if wanted.startswith("!") else plain(read(wanted))
    if result != expected:
        sys.exit("%s %s of %s: Java made %s, Python %s" % (operation, number, plain(read(record)), expected, result))
print("%d cases agree, %d of them refusals" % (len(lines) - 2, sum("\t!" in line for line in lines)))
