/**
 * Decides, from live in-memory sets, who may announce what.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A public tracker ignores keys, even malformed ones: there is nothing that they could open.
 *   <li>The list and the keys are kept in every mode, so that a change of mode needs no second import, and index sites that
 *       list each upload work with a public tracker too.
 *   <li>Nothing here knows the database. {@code registry} brings a change after it is committed.
 * </ul>
 */
package dev.herald.access;
