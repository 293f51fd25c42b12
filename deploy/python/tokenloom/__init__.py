"""Reads the tokens of Kafka topics that Tokenloom writes.

    from tokenloom import TokenReader
    with TokenReader("tokens.text.v1") as reader:
        for item in reader:
            print(item.item_id, item.ids[:8], item.text())
"""

from tokenloom.errors import ContractError, ReaderError, UnreachableError
from tokenloom.item import Part, TokenItem
from tokenloom.prompt import PlaceholderRange, Prompt, prompt
from tokenloom.reader import TokenReader

__all__ = [
    "ContractError",
    "Part",
    "PlaceholderRange",
    "Prompt",
    "ReaderError",
    "TokenItem",
    "TokenReader",
    "UnreachableError",
    "prompt",
]
