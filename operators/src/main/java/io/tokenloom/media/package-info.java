/** Pictures and videos. */
package io.tokenloom.media;
