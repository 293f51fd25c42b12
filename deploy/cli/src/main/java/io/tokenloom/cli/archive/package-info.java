/**
 * {@code tokenloom archive}: files of tokens. {@code write} runs the Archive job in a process of its own; everything else
 * reads folders and needs no platform. What an archive is says {@link io.tokenloom.archive.commit}.
 */
package io.tokenloom.cli.archive;
