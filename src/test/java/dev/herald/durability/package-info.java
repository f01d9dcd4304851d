/**
 * What the packaged jar keeps when something is taken away from it: its own life (SIGKILL, SIGTERM) or its database, which is
 * stopped, frozen or not there yet. Everything is seen from outside, by the operator's API and by announces.
 *
 * <p>What many requests at once cost it is seen from outside too ({@link dev.herald.durability.AnswerCostIT}, {@link
 * dev.herald.durability.SoakIT}).
 *
 * <p>The registry has a faster harness of its own in {@code registry.KilledWriterIT}; here it is the whole server that dies.
 */
package dev.herald.durability;
