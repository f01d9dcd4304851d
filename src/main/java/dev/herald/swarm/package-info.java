/** Remembers who is in which swarm, in memory, and forgets who falls silent. */
package dev.herald.swarm;
