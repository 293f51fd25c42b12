/** The supervisor process: starts each part as a process of its own, restarts the dead, stops all in order. */
package io.tokenloom.standalone.supervisor;
