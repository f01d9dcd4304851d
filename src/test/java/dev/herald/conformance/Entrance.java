package dev.herald.conformance;

/**
 * A way into a tracker that somebody runs.
 *
 * @param client comes through it and has no key
 * @param operator changes what the tracker decides by
 */
record Entrance(DoorClient client, Operator operator) {}
