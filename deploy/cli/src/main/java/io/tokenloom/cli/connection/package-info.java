/** Where Kafka and the schema registry are: the connections file, and clients made from it. */
package io.tokenloom.cli.connection;
