/** Pictures as files: from planes of a model to pixels of any size, and to PNG and JPEG. */
package io.tokenloom.cli.picture;
