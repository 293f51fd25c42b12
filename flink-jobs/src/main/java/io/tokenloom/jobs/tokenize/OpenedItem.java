package io.tokenloom.jobs.tokenize;

/**
 * An item whose content is there, with its first picture.
 *
 * @param facts what is known of it
 * @param demandsReset whether its stream is to begin anew with it
 * @param first its first picture
 * @param rest its other pictures
 */
record OpenedItem(ItemFacts facts, boolean demandsReset, SourcePicture first, PictureSource rest) {}
