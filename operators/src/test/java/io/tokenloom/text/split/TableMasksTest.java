package io.tokenloom.text.split;

class TableMasksTest extends SplitterContract {
    @Override
    AsciiMasks masks() {
        return new TableMasks();
    }
}
