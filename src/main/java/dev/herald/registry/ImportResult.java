package dev.herald.registry;

/**
 * How an import went.
 *
 * @param added entries that were not there
 * @param present entries that were there, in the database or earlier in the import; they were left as they are
 */
public record ImportResult(long added, long present) {}
