package dev.herald.registry;

/**
 * The result of an import.
 *
 * @param added entries whose ids were absent
 * @param present entries whose ids were present, in the database or earlier in the import; those stay as they are
 */
public record ImportResult(long added, long present) {}
