"""Trains one small tokenizer of each kind on text that it makes up, and writes what the reference makes of some texts.

Python 3, pip install tokenizers==0.23.3; run it in this folder. Offsets are those without trimming.
"""

import json
import random
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

HERE = Path(__file__).resolve().parent
TEXTS = [
    "", " ", "a", "\n", "Hello, world!", " leading and  trailing  ", "don't you'll WE'RE", "CamelCase XMLHttp aB",
    "12345 3.14159 1,000", "one\ntwo\r\nthree\n\n\n  four\t\tfive \n six", "\u00c0 Gr\u00fc\u00dfe, \u00e7a na\u00efve",
    "e\u0301 o\u0308 \u0301\u0301 a\u0301b q\u0323\u0307 q\u0307\u0323", "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440",
    "\u4f60\u597d\uff0c\u4e16\u754c\u3002\u3000\u5168\u89d2\uff21\uff22", "\u3053\u3093\u306b\u3061\u306f\u30d1\u30c6",
    "\uc548\ub155 \u1112\u1161\u11ab", "\u0645\u064e\u0631\u0652\u062d\u0628\u0627", "\u0928\u092e\u0938\u094d\u0924\u0947 \u0915\u093c",
    "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "\U0001f600\U0001f468\u200d\U0001f469 \U0001f1e9\U0001f1ea", "\ufb01\u00bd\u2460\u3300\u2026",
    "\u0130I\u0131 \u03a3\u03c2", "\u2581visible\u2581\u2581space \u2581", "\u0000\u0007\u00ad\u200b\ufeff\ufffdx", "\u00a0\u2003\u2028x\u0085y",
    "see <tag>this</tag> and<tag>that", "  <tag>  ", "Name name xname name_ (name)", "\u1e9b\u0323 \u212b \U0001d504",
    "2024-01-02 03:04:05,678 ERROR [main] refused (111)", "a" * 120 + " b", "x<0x41>y <unk> z", "the the the of of",
]


def corpus():
    rng = random.Random(20260102)
    syllables = [c + v + e for c in "bdfgklmnprst" for v in "aeiou" for e in ("", "n", "r")]
    words = ["".join(rng.choice(syllables) for _ in range(rng.randint(1, 3))) for _ in range(400)]
    words += ["the", "of", "and", "is", "don't", "na\u00efve", "Gr\u00fc\u00dfe", "\u043c\u0438\u0440", "\u4e16\u754c", "3.14", "(x)"]
    return [" ".join(rng.choice(words) for _ in range(rng.randint(4, 12))).capitalize() + rng.choice(".!?") for _ in range(1200)]


def train(tokenizer, trainer):
    tokenizer.train_from_iterator(corpus(), trainer)
    return tokenizer


def bert():
    t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    t.normalizer = normalizers.BertNormalizer()
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.decoder = decoders.WordPiece()
    return train(t, trainers.WordPieceTrainer(vocab_size=500, special_tokens=["[PAD]", "[UNK]", "[CLS]"], show_progress=False))


def unigram():
    t = Tokenizer(models.Unigram())
    t.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    t.decoder = decoders.Metaspace()
    return train(t, trainers.UnigramTrainer(vocab_size=400, special_tokens=["<unk>"], unk_token="<unk>", show_progress=False))


def bytes_behind_characters():
    t = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    t.normalizer = normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")])
    t.decoder = decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    byte_tokens = [f"<0x{b:02X}>" for b in range(256)]
    train(t, trainers.BpeTrainer(vocab_size=800, special_tokens=["<unk>", "<s>"] + byte_tokens, max_token_length=8, show_progress=False))
    data = json.loads(t.to_str())
    data["added_tokens"] = [a for a in data["added_tokens"] if not a["content"].startswith("<0x")]
    return Tokenizer.from_str(json.dumps(data))


def first_space():
    t = Tokenizer(models.BPE(unk_token="<unk>"))
    t.normalizer = normalizers.Sequence([normalizers.Strip(left=False, right=True), normalizers.StripAccents()])
    t.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=True)
    t.decoder = decoders.Metaspace(prepend_scheme="first")
    train(t, trainers.BpeTrainer(vocab_size=400, special_tokens=["<unk>"], show_progress=False))
    t.add_tokens([AddedToken("<tag>", normalized=False)])
    return t


def byte_level():
    t = Tokenizer(models.BPE())
    t.normalizer = normalizers.NFC()
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    t.decoder = decoders.ByteLevel()
    train(t, trainers.BpeTrainer(vocab_size=600, special_tokens=["<|end|>"], show_progress=False,
                                 initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())))
    t.add_tokens([AddedToken("<tag>", normalized=False, lstrip=True), AddedToken("</tag>", normalized=False, rstrip=True),
                  AddedToken("name", single_word=True, normalized=True)])
    return t


def chained():
    t = Tokenizer(models.BPE())
    t.normalizer = normalizers.Sequence([normalizers.NFD(), normalizers.Lowercase()])
    t.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(" ", "merged_with_next"), pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.Punctuation("contiguous"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)])
    t.decoder = decoders.ByteLevel()
    train(t, trainers.BpeTrainer(vocab_size=600, show_progress=False, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())))
    t.add_tokens([AddedToken("name", normalized=True)])
    return t


def words():
    t = Tokenizer(models.WordLevel(unk_token="<unk>"))
    t.normalizer = normalizers.NFKD()
    t.pre_tokenizer = pre_tokenizers.Whitespace()
    return train(t, trainers.WordLevelTrainer(vocab_size=300, special_tokens=["<unk>"], show_progress=False))


if __name__ == "__main__":
    for make in [bert, unigram, bytes_behind_characters, first_space, byte_level, chained, words]:
        name = make.__name__.replace("_", "-")
        tokenizer = make()
        (HERE / f"{name}.tokenizer.json").write_text(tokenizer.to_str())
        tokenizer.encode_special_tokens = True
        items = []
        for text in TEXTS:
            encoding = tokenizer.encode(text, add_special_tokens=False)
            items.append({"text": text, "ids": encoding.ids, "offsets": [list(o) for o in encoding.offsets],
                          "decoded": tokenizer.decode(encoding.ids, skip_special_tokens=False)})
        (HERE / f"{name}.json").write_text(json.dumps(items).replace('{"text"', '\n{"text"') + "\n")
