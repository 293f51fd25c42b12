"""Reads an archive with the readers of those whose formats it is in, and compares with what the command says.

    tokenloom archive read FOLDER --json > samples.jsonl
    python read_back.py FOLDER samples.jsonl

Needs, by format: pyarrow; mosaicml-streaming; megatron-core (pip install --no-deps megatron-core is enough) and torch.
Prints how many samples and ids were equal, and fails at the first that is not.
"""

import json
import pathlib
import sys


def parquet(folder):
    """Ids and source of each row, file by file in the order of their names."""
    import pyarrow.parquet

    for file in sorted(folder.glob("day=*/tokenizer=*/*.parquet")):
        table = pyarrow.parquet.ParquetFile(file).read(["input_ids", "attention_mask", "position_ids", "source"])
        for row in table.to_pylist():
            ids = row["input_ids"]
            assert row["attention_mask"] == [1] * len(ids)
            assert row["position_ids"] == list(range(len(ids)))
            yield ids, row["source"]


def mds(folder):
    """What the StreamingDataset of mosaicml-streaming gives without shuffling."""
    import streaming

    for dataset in sorted(folder.glob("tokenizer=*")):
        for sample in streaming.StreamingDataset(local=str(dataset), shuffle=False, batch_size=1):
            yield sample["tokens"].tolist(), sample["source"]


def megatron(folder):
    """What Megatron-LM's IndexedDataset gives, memory-mapped as in training; it has no place for the source."""
    from megatron.core.datasets import indexed_dataset

    for index in sorted(folder.glob("tokenizer=*/*.idx")):
        dataset = indexed_dataset.IndexedDataset(str(index)[: -len(".idx")])
        assert len(dataset.document_indices) == len(dataset) + 1
        for i in range(len(dataset)):
            yield dataset[i].tolist(), None


def main(folder, samples):
    folder = pathlib.Path(folder)
    form = json.loads((folder / "_archive.json").read_text())["format"]
    found = {"parquet": parquet, "mds": mds, "megatron": megatron}[form](folder)
    expected = [json.loads(line) for line in open(samples, encoding="utf-8")]

    def order(sample):
        return sample[0], sample[1] or ""

    said = sorted(((s["input_ids"], s["source"] if form != "megatron" else None) for s in expected), key=order)
    read = sorted(found, key=order)
    assert len(read) == len(said), f"{len(read)} samples were read, and the command says {len(said)}"
    for one, other in zip(read, said):
        assert one == other, f"{one} was read, and the command says {other}"
    print(f"{form}: {len(read)} samples, {sum(len(ids) for ids, _ in read)} ids, all equal")


if __name__ == "__main__":
    main(*sys.argv[1:])
