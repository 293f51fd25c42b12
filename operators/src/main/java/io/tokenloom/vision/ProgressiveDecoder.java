package io.tokenloom.vision;

import io.tokenloom.vision.preprocessing.EightBitPicture;

/**
 * The decoder of a progressive tokenizer: what it makes of the tokens of a stream is the state of the stream.
 *
 * @param model the graphs
 */
public record ProgressiveDecoder(ProgressiveModel model) implements PictureDecoder {
    @Override
    public VisualState start() {
        int side = model.shape().side();
        return new VisualState(0, new byte[3 * side * side]);
    }

    @Override
    public VisualState after(VisualTokens.Ids tokens, VisualState before) {
        return model.decode(tokens.planes()[0], tokens.count(), before);
    }

    @Override
    public EightBitPicture picture(VisualState state) {
        return EightBitPicture.square(model.shape().side(), state.content());
    }
}
