package dev.herald.registry;

/**
 * A change that was made or attempted.
 *
 * @param id increases with time
 * @param second since 1970
 * @param actor label of the token
 * @param action such as {@code key.add}, {@code whitelist.remove}, {@code token.issue}
 * @param subject the info-hash, the label of a token, or a key's {@linkplain Audit#masked beginning}; empty for a whole list
 * @param outcome {@code done}, {@code unchanged} or {@code failed}, with details
 */
public record AuditEntry(long id, long second, String actor, String action, String subject, String outcome) {}
