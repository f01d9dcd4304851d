/**
 * The operator's side: health, and who may come in to the two APIs, which are rooms of their own below: {@code v1} answers as
 * Torrust does, {@code manage} is Herald's.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>Health never reaches a door: the doors leave a way to ask them in {@code metrics}, and readiness goes through the
 *       network like any client. A door that is bound and does not answer is down.
 *   <li>A resource that declares no required scope stops the start. Refusing its requests would be safe, too, but nobody would
 *       notice before a client does.
 *   <li>Liveness asks nobody, because the remedy for "not alive" is a restart, and a restart forgets every swarm.
 * </ul>
 */
package dev.herald.admin;
