package dev.herald.registry;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tokens of the operator's API. A secret is 256 random bits, so its plain SHA-256 is all that needs to be kept; who may do
 * what is decided in memory.
 */
public final class TokenRepository {

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final Transactions transactions;
    private final ChangeQueue changes;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** By the hash of the secret: a look-up in it compares digests, whose timing tells nothing of a secret. */
    private final Map<String, Token> byHash = new ConcurrentHashMap<>();

    /** Seconds of last use that the database has not been told, by id. */
    private final Map<String, Long> used = new ConcurrentHashMap<>();

    /** Whether the database may have a change that memory has not, because the answer of its commit was lost. */
    private volatile boolean inDoubt;

    TokenRepository(Transactions transactions, Audit audit, InstantSource clock) {
        this.transactions = transactions;
        this.changes = new ChangeQueue(transactions, audit, this::settleDoubts);
        this.clock = clock;
    }

    /**
     * Makes a token.
     *
     * @param label not blank and not that of another token
     * @param validUntil the last second since 1970 at which it is valid, or {@link Entry#FOREVER}
     * @return the token and its secret; empty if the label is taken
     * @throws IllegalArgumentException if the label cannot be one; the text is fit for clients
     * @throws RegistryUnavailableException if the database is away
     */
    public Optional<IssuedToken> issue(Actor actor, String label, Set<Scope> scopes, long validUntil) {
        StorableText.require(label, "the label", StorableText.LINE, false);
        if (label.isBlank() || !label.equals(label.strip())) {
            throw new IllegalArgumentException("the label must not be blank, nor begin or end with a space");
        }
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(SECRET_BYTES));
        Token token = new Token(
                HexFormat.of().formatHex(randomBytes(ID_BYTES)),
                label,
                scopes,
                clock.instant().getEpochSecond(),
                validUntil,
                Optional.empty());
        boolean issued = change(
                new Change(actor, "token.issue", label),
                entities -> isFree(entities, label) && create(entities, token, secret),
                done -> done ? "done" : "unchanged: the label is taken",
                done -> {
                    if (done) {
                        byHash.put(hash(secret), token);
                    }
                });
        return issued ? Optional.of(new IssuedToken(token, secret)) : Optional.empty();
    }

    private <T> T change(
            Change change, Function<EntityManager, T> work, Function<T, String> outcome, Consumer<T> memory) {
        try {
            return changes.make(change, work, outcome, memory);
        } catch (RegistryUnavailableException e) {
            inDoubt = true;
            throw e;
        }
    }

    private static boolean isFree(EntityManager entities, String label) {
        return entities.createQuery("select t from TokenRow t where t.label = :label", TokenRow.class)
                .setParameter("label", label)
                .getResultList()
                .isEmpty();
    }

    private static boolean create(EntityManager entities, Token token, String secret) {
        entities.persist(new TokenRow(token, hash(secret)));
        return true;
    }

    /** The token with that secret, if there is one and it has not expired. Never waits for the database. */
    public Optional<Token> authenticate(String secret) {
        long now = clock.instant().getEpochSecond();
        Optional<Token> token =
                Optional.ofNullable(byHash.get(hash(secret))).filter(found -> now <= found.validUntil());
        token.ifPresent(found -> used.put(found.id(), now));
        return token;
    }

    /**
     * All tokens, in the order of their labels.
     *
     * @throws RegistryUnavailableException if the database is away
     */
    public List<Token> list() {
        // Before the rows are read: what is written meanwhile is in one of both.
        Map<String, Long> unwritten = new HashMap<>(used);
        return transactions.run(
                entities -> entities.createQuery("select t from TokenRow t", TokenRow.class).getResultList().stream()
                        .map(TokenRow::token)
                        .map(token -> withLastUse(token, unwritten))
                        .sorted(Comparator.comparing(Token::label))
                        .toList());
    }

    private static Token withLastUse(Token token, Map<String, Long> unwritten) {
        Optional<Long> last = Stream.concat(Stream.ofNullable(unwritten.get(token.id())), token.lastUsed().stream())
                .max(Comparator.naturalOrder());
        return new Token(token.id(), token.label(), token.scopes(), token.created(), token.validUntil(), last);
    }

    /**
     * Takes a token away.
     *
     * @param id of the token
     * @return false if it was not there
     * @throws RegistryUnavailableException if the database is away
     */
    public boolean revoke(Actor actor, String id) {
        String label = byHash.values().stream()
                .filter(token -> token.id().equals(id))
                .map(Token::label)
                .findFirst()
                .orElse("");
        return change(
                new Change(actor, "token.revoke", label),
                entities -> {
                    TokenRow row = entities.find(TokenRow.class, id);
                    if (row != null) {
                        entities.remove(row);
                    }
                    return row != null;
                },
                removed -> removed ? "done" : "unchanged: it is not there",
                removed -> {
                    byHash.values().removeIf(token -> token.id().equals(id));
                    used.remove(id);
                });
    }

    /**
     * Writes down when tokens were last used, as far as that is not written yet.
     *
     * @throws RegistryUnavailableException if the database is away; it will be written later
     */
    public void writeLastUses() {
        Map<String, Long> fresh = new HashMap<>(used);
        if (fresh.isEmpty()) {
            return;
        }
        transactions.run(entities -> {
            fresh.forEach((id, second) -> {
                TokenRow row = entities.find(TokenRow.class, id);
                if (row != null) {
                    row.used(second);
                }
            });
            return fresh.size();
        });
        fresh.forEach(used::remove);
    }

    /** Brings all tokens into memory. */
    void load() {
        List<TokenRow> rows = transactions.run(entities ->
                entities.createQuery("select t from TokenRow t", TokenRow.class).getResultList());
        rows.forEach(row -> byHash.put(row.secretHash(), row.token()));
        byHash.keySet().retainAll(rows.stream().map(TokenRow::secretHash).collect(Collectors.toSet()));
    }

    /** Asks the database for what is in doubt, and brings failures to the audit. */
    void settle() {
        changes.auditFailures();
        changes.alone(() -> {
            settleDoubts();
            return true;
        });
    }

    private void settleDoubts() {
        if (inDoubt) {
            inDoubt = false;
            try {
                load();
            } catch (RuntimeException | Error e) {
                inDoubt = true;
                throw e;
            }
        }
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
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
