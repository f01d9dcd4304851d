package dev.herald.registry;

/**
 * A change that somebody made, or tried to.
 *
 * @param id rises with time
 * @param second since 1970
 * @param actor label of the token
 * @param action what was done to what: {@code key.add}, {@code whitelist.remove}, {@code token.issue}
 * @param subject the info-hash, the label of a token, or a key's {@linkplain Audit#masked beginning}; empty for the whole
 * @param outcome {@code done}, {@code unchanged}, or what went wrong
 */
public record AuditEntry(long id, long second, String actor, String action, String subject, String outcome) {}
