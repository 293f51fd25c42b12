package io.tokenloom.vision.temporal;

/**
 * What a graph calls its tensors. S streams, pictures of H x W pixels, T tokens of dimension D; past and new keys and values
 * have any rank from 3 on and the same axes, see {@link TemporalSpec}.
 *
 * @param pixel input float32 [S, 3, H, W]
 * @param time input float32 [S]: the step, divided by {@link TemporalSpec#reference()}
 * @param pastKeys input float32 or float16
 * @param pastValues likewise
 * @param pastLength input int64 [S]: how many frames of the past count; what comes behind them is 0
 * @param tokens output float32 [S, T, D]
 * @param newKeys output: the keys of this frame, as the past keys with a time of 1
 * @param newValues likewise
 */
public record TensorNames(
        String pixel,
        String time,
        String pastKeys,
        String pastValues,
        String pastLength,
        String tokens,
        String newKeys,
        String newValues) {}
