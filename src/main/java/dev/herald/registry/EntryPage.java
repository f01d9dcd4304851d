package dev.herald.registry;

import java.util.List;
import java.util.Optional;

/**
 * A page of entries in the order of the UTF-16 codes of their ids.
 *
 * @param next {@link EntryQuery#after} of the next page; empty for the last page
 */
public record EntryPage(List<Entry> entries, Optional<String> next) {}
