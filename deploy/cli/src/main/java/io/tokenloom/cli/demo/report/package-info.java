/** What a demo run came to, as a page for people ({@code index.html}) and as {@code summary.json} for programs. */
package io.tokenloom.cli.demo.report;
