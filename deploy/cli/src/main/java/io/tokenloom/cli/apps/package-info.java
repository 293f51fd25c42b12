/** {@code tokenloom apps}: looks after apps files, and tells running apps that nothing more comes. */
package io.tokenloom.cli.apps;
