"""Reads the tokens and packed sequences of Kafka topics that Tokenloom writes.

    from tokenloom import TokenReader
    with TokenReader("tokens.text.v1") as reader:
        for item in reader:
            print(item.item_id, item.ids[:8], item.text())
"""

from tokenloom.errors import ContractError, ReaderError, UnreachableError
from tokenloom.item import Part, TokenItem
from tokenloom.prompt import PlaceholderRange, Prompt, prompt
from tokenloom.reader import SequenceReader, TokenReader
from tokenloom.sequences import PackedDocument, PackedItem, PackedSequence

__all__ = [
    "ContractError",
    "PackedDocument",
    "PackedItem",
    "PackedSequence",
    "Part",
    "PlaceholderRange",
    "Prompt",
    "ReaderError",
    "SequenceReader",
    "TokenItem",
    "TokenReader",
    "UnreachableError",
    "prompt",
]
