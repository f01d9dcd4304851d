package dev.herald.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens of the operator's API. A secret is 256 random bits, so its plain SHA-256 is all that needs to be kept; who may do
 * what is decided in memory.
 */
public final class Tokens {

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final Transactions transactions;
    private final Changes changes;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** By the hash of the secret: a look-up in it compares digests, whose timing tells nothing of a secret. */
    private final Map<String, Token> byHash = new ConcurrentHashMap<>();

    Tokens(Transactions transactions, Audit audit, InstantSource clock) {
        this.transactions = transactions;
        this.changes = new Changes(transactions, audit);
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param validUntil the last second since 1970 at which it is valid, or {@link Entry#FOREVER}
     * @return the token and its secret; empty if the label is taken
     * @throws RegistryUnavailable if the database is away
     */
    public Optional<Issued> issue(Actor actor, String label, Set<Scope> scopes, long validUntil) {
        Texts.require(label, "the label", Texts.LINE, false);
        byte[] secretBytes = new byte[SECRET_BYTES];
        random.nextBytes(secretBytes);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(secretBytes);
        Token token = new Token(
                HexFormat.of().formatHex(id),
                label,
                scopes,
                clock.instant().getEpochSecond(),
                validUntil,
                Optional.empty());
        boolean issued = changes.make(
                new Change(actor, "token.issue", label),
                entities -> {
                    boolean free = entities.createQuery(
                                    "select t from TokenRow t where t.label = :label", TokenRow.class)
                            .setParameter("label", label)
                            .getResultList()
                            .isEmpty();
                    if (free) {
                        entities.persist(new TokenRow(token, hash(secret)));
                    }
                    return free;
                },
                free -> free ? "done" : "unchanged: the label is taken",
                free -> {
                    if (free) {
                        byHash.put(hash(secret), token);
                    }
                });
        return issued ? Optional.of(new Issued(token, secret)) : Optional.empty();
    }

    /** The token with that secret, if there is one and it has not expired. Never waits for the database. */
    public Optional<Token> authenticate(String secret) {
        long now = clock.instant().getEpochSecond();
        return Optional.ofNullable(byHash.get(hash(secret))).filter(token -> now <= token.validUntil());
    }

    /** All tokens, in the order of their labels. */
    public List<Token> list() {
        return transactions.run(entities ->
                entities
                        .createQuery("select t from TokenRow t order by t.label", TokenRow.class)
                        .getResultList()
                        .stream()
                        .map(TokenRow::token)
                        .toList());
    }

    /**
     * Takes a token away.
     *
     * @return false if it was not there
     */
    public boolean revoke(Actor actor, String id) {
        return changes.make(
                new Change(actor, "token.revoke", id),
                entities -> {
                    TokenRow row = entities.find(TokenRow.class, id);
                    if (row != null) {
                        entities.remove(row);
                    }
                    return row != null;
                },
                removed -> removed ? "done" : "unchanged: it is not there",
                removed -> byHash.values().removeIf(token -> token.id().equals(id)));
    }

    /** Brings all tokens into memory. */
    void load() {
        transactions.run(entities -> {
            entities.createQuery("select t from TokenRow t", TokenRow.class)
                    .getResultList()
                    .forEach(row -> byHash.put(row.secretHash(), row.token()));
            return byHash.size();
        });
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
