package dev.herald.registry;

import java.util.List;
import java.util.Optional;

/**
 * Some entries in the order of their ids (by character code).
 *
 * @param next what to ask {@linkplain EntryQuery#after after} for the next page; empty if this is the last
 */
public record EntryPage(List<Entry> entries, Optional<String> next) {}
