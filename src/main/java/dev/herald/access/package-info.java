/**
 * In-memory access control: keys, whitelist and deny list.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>A public tracker ignores keys, even malformed ones.
 *   <li>Whitelist and keys are kept in every mode, so that a change of mode needs no import, and index sites that add each upload
 *       to the whitelist work with a public tracker, too.
 *   <li>Info hashes are in hash tables of Herald, not of the JDK: a million torrents take 37 MB in place of 73, and a decision
 *       allocates nothing. Keys are in a map of the JDK: there are fewer of them, and an own table would save only a third.
 *   <li>A slot of a table is never reused for another entry, because readers take no lock.
 *   <li>This package does not know the database. {@code registry} applies changes after their commit.
 * </ul>
 */
package dev.herald.access;
