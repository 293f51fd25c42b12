/** How commands print: tables for people, JSON for programs. */
package io.tokenloom.cli.output;
