/**
 * Decides, from live in-memory sets, who may announce what.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A public tracker ignores keys, even malformed ones: there is nothing that they could open.
 *   <li>The list and the keys are kept in every mode, so that a change of mode needs no second import, and index sites that
 *       list each upload work with a public tracker too.
 *   <li>Sets and keys are tables of their own, not those of the JDK: a million objects are a hundred megabytes and several
 *       misses of the cache an announce.
 *   <li>A slot of a table is never used again for another entry; that is what readers without a lock rely on.
 *   <li>Nothing here knows the database. {@code registry} brings a change after it is committed.
 * </ul>
 */
package dev.herald.access;
