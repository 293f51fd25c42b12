/**
 * {@code tokenloom bench text}: the text engine beside JTokkit and beside Hugging Face's library through JNI.
 *
 * <p>Everything is measured in Java processes of its own ({@link io.tokenloom.cli.bench.text.Measuring}), some with the
 * module of the Vector API and some without, so that neither the options of the command nor what it did before count.
 *
 * <ul>
 *   <li><b>Ids</b> ({@link io.tokenloom.cli.bench.text.Agreement}): before anything is timed, every document is encoded
 *       by all engines. Hugging Face's gets the same vocabulary as a {@code tokenizer.json} that is made of the ranks
 *       ({@link io.tokenloom.cli.bench.text.RankFile}), so that its ids must be equal too. Documents that an engine encodes
 *       differently are counted, and a goal is that there are none.
 *   <li><b>Rate</b> ({@link io.tokenloom.cli.bench.text.EngineRace}): UTF-8 of a document in, ids out, on one thread. Time
 *       is the processor time of that thread, so collecting garbage counts for no engine. The engines take short turns, going
 *       round and round through the same documents; each round gives a ratio, and the middle of them is the figure. The other
 *       engines get their documents as strings, as their interfaces want them, and need not make these.
 *   <li><b>Cold</b>: a tokenizer that was opened a moment before, with nothing in its caches, encodes each document once;
 *       the code is compiled already. No other engine keeps anything of a document that would help with the next.
 *   <li><b>Two threads</b>: one tokenizer used by two threads at once; bytes per second of the clock, and per second of
 *       processor time, which says whether they get into each other's way where the machine has no second core to spare.
 *   <li><b>Worst cases</b> ({@link io.tokenloom.cli.bench.text.WorstCases}): texts made to be slow, and twice as much of
 *       them again and again.
 *   <li><b>Load</b>: from the call that opens the bundle to its return, manifest, hash and golden items included, in a
 *       process that did nothing before.
 *   <li><b>Dynamic</b>, if asked for ({@link io.tokenloom.cli.bench.text.DynamicSaving}): what merging over windows of a
 *       stream saves in tokens, and takes in bytes of deltas and in time.
 * </ul>
 *
 * <p>Texts are those of a folder, or such as lie on any machine that runs the program ({@link
 * io.tokenloom.cli.bench.text.OwnTexts}).
 */
package io.tokenloom.cli.bench.text;
