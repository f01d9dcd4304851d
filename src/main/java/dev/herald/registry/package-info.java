/**
 * The durable truth: keys, lists, download totals, API tokens and the audit.
 *
 * <p>Decisions that look like bugs:
 *
 * <ul>
 *   <li>No cache of the persistence provider: {@code access} is the cache, and announces read nothing else.
 *   <li>Changes take turns. Two at once could be committed in one order and reach memory in the other.
 *   <li>A key is shown in the audit by its beginning only: whoever reads the audit must not be able to announce with it.
 *   <li>Bulk work goes past the persistence provider and the pool: an object per row would take the memory of all rows, and the
 *       pool's connections give up too soon.
 * </ul>
 */
package dev.herald.registry;
