"""Items as the inputs of a language model, in the shapes of vLLM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Union

import numpy as np

from tokenloom.errors import ContractError
from tokenloom.records import is_ids, tokens

if TYPE_CHECKING:
    from tokenloom.item import TokenItem


class PlaceholderRange(NamedTuple):
    """
    Where the tokens of a picture lie: ``offset`` and ``length`` as in vLLM's PlaceholderRange, without what begins and ends
    the picture. ``modality`` is image, or video where the record has a time in its stream; ``item`` counts the ranges.
    """

    modality: str
    item: int
    offset: int
    length: int


class Prompt(NamedTuple):
    """
    ``inputs``: what ``LLM.generate`` takes: ``prompt_token_ids`` and perhaps ``multi_modal_data``, or ``prompt_embeds``.
    ``placeholders``: where its pictures lie in the sequence that the model sees, in which each vector has a position.
    """

    inputs: Dict[str, Any]
    placeholders: List[PlaceholderRange]


def prompt(
    *segments: Union["TokenItem", Sequence[int]],
    placeholder_ids: Optional[Mapping[str, int]] = None,
    tensor: Optional[Callable[[np.ndarray], Any]] = None,
) -> Prompt:
    """
    Texts, pictures and ids of your own in one input, in order.

    Ids of pictures stand as their framing places them. Pictures of vectors need ``placeholder_ids``, such as {"image": 151655}:
    that id stands once for each picture, vLLM repeats it for each vector, and the vectors are ``multi_modal_data``. Vectors
    alone, without such an id, become ``prompt_embeds``. ``tensor`` makes of an array what the model takes: torch.from_numpy
    for vLLM.
    """
    made = tensor or (lambda array: array)
    if len(segments) == 1 and placeholder_ids is None and getattr(segments[0], "has_embeddings", False):
        return Prompt({"prompt_embeds": made(segments[0].embeddings)}, segments[0].placeholders)
    ids: List[int] = []
    length = 0
    ranges: List[PlaceholderRange] = []
    media: Dict[str, List[Any]] = {}
    for segment in segments:
        if not hasattr(segment, "placeholders"):
            ids.extend(int(each) for each in segment)
            length += len(segment)
            continue
        start, own = length, segment.placeholders
        if segment.has_embeddings:
            stand_ins = _stand_ins(segment, placeholder_ids or {})
            ids.extend(stand_ins)
            length += len(stand_ins) - len(own) + segment.count
            vectors, at = segment.embeddings, 0
            for each in own:
                media.setdefault(each.modality, []).append(made(vectors[at:at + each.length]))
                at += each.length
        else:
            placed = segment.placed_ids.tolist()
            ids.extend(placed)
            length += len(placed)
        ranges += [
            PlaceholderRange(each.modality, len(ranges) + n, start + each.offset, each.length) for n, each in enumerate(own)
        ]
    inputs: Dict[str, Any] = {"prompt_token_ids": ids}
    if media:
        inputs["multi_modal_data"] = media
    return Prompt(inputs, ranges)


def placeholders(records: Sequence[Mapping[str, Any]]) -> List[PlaceholderRange]:
    """Where the pictures of records lie when these are placed one after the other."""
    ranges: List[PlaceholderRange] = []
    offset = 0
    for record in records:
        framing = record["framing"] or {"beginIds": [], "endIds": [], "expanded": False}
        begin, end = len(framing["beginIds"]), len(framing["endIds"])
        length = tokens(record) - (begin + end if framing["expanded"] else 0)
        modality = _modality(record)
        if modality is not None:
            ranges.append(PlaceholderRange(modality, len(ranges), offset + begin, length))
        offset += begin + length + end
    return ranges


def picture_modality(stream: Optional[Mapping[str, Any]]) -> str:
    """Of a picture with this place in a stream: a video's frames have a time."""
    return "image" if stream is None or stream["presentationTimestamp"] is None else "video"


def _modality(record: Mapping[str, Any]) -> Optional[str]:
    """Only pictures have a place in a stream; vectors without one are taken for images."""
    if record["stream"] is None and is_ids(record):
        return None
    return picture_modality(record["stream"])


def _stand_ins(item: "TokenItem", placeholder_ids: Mapping[str, int]) -> List[int]:
    """An id for each picture, between the ids that begin and end it."""
    ids: List[int] = []
    for part in item.parts:
        modality = _modality(part.fields)
        if modality not in placeholder_ids:
            raise ContractError(
                f"{part.address} has vectors of a {modality}, and no id is known that stands for them in a prompt. Give"
                f" placeholder_ids={{\"{modality}\": ID}}, as the model's tokenizer has it."
            )
        framing = part.fields["framing"] or {"beginIds": [], "endIds": []}
        ids += [*framing["beginIds"], placeholder_ids[modality], *framing["endIds"]]
    return ids
