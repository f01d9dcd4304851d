package dev.herald.registry;

import java.util.List;
import java.util.Optional;

/**
 * Some entries in the order of their ids (by character code).
 *
 * @param next what to ask {@linkplain Query#after after} for the next page; empty if this is the last
 */
public record Page(List<Entry> entries, Optional<String> next) {}
