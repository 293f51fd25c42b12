package io.tokenloom.vision.encoder;

import io.tokenloom.vision.quantization.PatchSelection;
import java.util.Optional;

/**
 * Which positions have tokens, where only some have.
 *
 * @param mode how it is decided
 * @param logits name of the graph's output of two numbers for each position, keep and drop: [N, positions, 2]
 * @param mask name of the graph's output that says which are kept, where the graph decides: [N, positions]
 * @param noise name of the graph's input that takes the lots for SEEDED where the graph decides: float32
 *     [N, positions, 2], uniform between 0 and 1
 */
public record Selection(PatchSelection mode, String logits, Optional<String> mask, Optional<String> noise) {}
