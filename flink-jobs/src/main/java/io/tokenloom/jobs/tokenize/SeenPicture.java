package io.tokenloom.jobs.tokenize;

import io.tokenloom.vision.preprocessing.PreparedPicture;
import io.tokenloom.vision.preprocessing.SourceView;

/**
 * How the model has seen a picture; the picture itself is not kept.
 *
 * @param view what of which source picture
 * @param width pixels of a row of the model's input
 * @param height rows of the model's input
 */
record SeenPicture(SourceView view, int width, int height) {
    static SeenPicture of(PreparedPicture picture) {
        return new SeenPicture(picture.view(), picture.width(), picture.height());
    }
}
