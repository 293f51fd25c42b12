"""Writes the tokenizer of the published example of dynamic tokenization: just the tokens that its two sentences need, in
the order of merges that gives them. Run it in its folder; needs tokenizers 0.21 or later."""

import hashlib
import json
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from tokenizers.pre_tokenizers import ByteLevel

FIRST = " Ribonucleoprotein particles regulate mRNA stability."
SECOND = " mRNA stability is modulated by ribonucleoprotein factors."
PIECES = {
    FIRST: "_R ib on uc le op rote in _particles _reg ulate _m R NA _stability .",
    SECOND: "_m R NA _stability _is _mod ulated _by _rib on uc le op rote in _factors .",
}
# Words that are tokens need no merges of their own: the tokenizer looks for whole words first.
WHOLE = ["_particles", "_stability", "_is", "_by", "_factors"]
MERGES = (
    "u c/l e/o n/i n/i b/o p/t e/r o/ro te/_ R/_ m/N A/_ r/_r e/_re g/_r ib/_m o/_mo d/u l/ul a/ula te/ula t/ulate d"
).split("/")


def main():
    merges = [tuple(m.replace("_", "\u0120").split()) for m in MERGES]
    vocab = {token: i for i, token in enumerate(sorted(ByteLevel.alphabet()))}
    for token in ["".join(m) for m in merges] + [w.replace("_", "\u0120") for w in WHOLE]:
        vocab.setdefault(token, len(vocab))
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=merges, ignore_merges=True))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    golden = []
    for text, pieces in PIECES.items():
        made = tokenizer.encode(text)
        assert made.tokens == pieces.replace("_", "\u0120").split(), made.tokens
        golden.append(f"  - text: {json.dumps(text)}\n    ids: {made.ids}\n")
    Path("tokenizer.json").write_text(json.dumps(json.loads(tokenizer.to_str()), indent=1, sort_keys=False) + "\n")
    digest = hashlib.sha256(Path("tokenizer.json").read_bytes()).hexdigest()
    Path("bundle.yaml").write_text(
        "# Written by published_example.py.\nname: published-example\nversion: \"1\"\nkind: text\nengine:\n"
        "  format: huggingface-tokenizer-json\n  file: tokenizer.json\nfiles:\n  - path: tokenizer.json\n"
        f"    sha256: {digest}\nlicence: Apache-2.0\ngolden:\n" + "".join(golden)
    )


if __name__ == "__main__":
    main()
