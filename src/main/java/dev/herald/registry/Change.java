package dev.herald.registry;

/**
 * What somebody is about to change, for the audit.
 *
 * @param actor who
 * @param action {@code key.add}
 * @param subject what, without secrets
 */
record Change(Actor actor, String action, String subject) {}
