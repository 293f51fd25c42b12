package io.tokenloom.cli.bench.quality;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How a program makes a PNG of a file.
 *
 * @param program that does
 * @param options of it, from the file's path and the PNG's
 */
record FileDecoding(Program program, BiFunction<Path, Path, List<String>> options) {}
