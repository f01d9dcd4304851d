/**
 * Decides, from live in-memory sets, who may announce what.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A public tracker ignores keys, even malformed ones: there is nothing that they could open.
 *   <li>The list and the keys are kept in every mode, so that a change of mode needs no second import, and index sites that
 *       list each upload work with a public tracker too.
 *   <li>Lists of torrents are tables of their own, not those of the JDK: a million torrents take 37 MB in place of 73, and a
 *       decision makes no object. Keys are in a map of the JDK: there are fewer of them, and a table of their own saves only a
 *       third.
 *   <li>A slot of a table is never used again for another entry; that is what readers without a lock rely on.
 *   <li>Nothing here knows the database. {@code registry} brings a change after it is committed.
 * </ul>
 */
package dev.herald.access;
