/**
 * Tests of the packaged jar as a black box, through its APIs and announces: durability when the server is killed or restarted (SIGKILL,
 * SIGTERM), and behavior while the database is stopped, suspended or not started yet.
 *
 * <p>{@link dev.herald.durability.ResponseCostIT} and {@link dev.herald.durability.SoakIT} measure its cost under load; {@link
 * dev.herald.durability.HostileSoakIT} sends hostile input.
 *
 * <p>{@code registry.KilledWriterIT} kills only a process that writes to the registry and is faster; these tests kill the whole server.
 */
package dev.herald.durability;
