package dev.herald.registry;

import dev.herald.registry.Audit.Change;
import jakarta.persistence.EntityManager;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tokens of the operator's API. Authentication uses memory only. A secret has 256 random bits, so the database holds its
 * plain SHA-256: there is no dictionary to try. Methods that use the database throw {@link RegistryUnavailableException} if it is
 * unavailable.
 */
public final class TokenRepository extends Repository {

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** By the hash of the secret: a lookup compares digests, so its timing reveals nothing about a secret. */
    private final Map<String, Token> byHash = new ConcurrentHashMap<>();

    /** Seconds of last use that are not in the database yet, by id. */
    private final Map<String, Long> used = new ConcurrentHashMap<>();

    TokenRepository(Transactions transactions, Audit audit, InstantSource clock) {
        super(transactions, audit, System::nanoTime);
        this.clock = clock;
    }

    /**
     * Issues a token.
     *
     * @param label not blank, and unique among tokens
     * @param validUntil the last second since 1970 at which the token is valid, or {@link Entry#FOREVER}
     * @return the token and its secret; empty if the label is taken
     * @throws IllegalArgumentException if the label is invalid; the message may be sent to clients
     */
    public Optional<IssuedToken> issue(Actor actor, String label, Set<Scope> scopes, long validUntil) {
        StorableText.require(label, "the label", StorableText.MAX_LINE, false);
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
        boolean issued = change(new Change(actor, "token.issue", label), List.of(token.id()), entities -> {
            if (!isFree(entities, label)) {
                return Outcome.unchanged(false, "the label is taken");
            }
            entities.persist(new TokenRow(token, Token.hash(secret)));
            return new Outcome<>(true, "done", () -> byHash.put(Token.hash(secret), token));
        });
        return issued ? Optional.of(new IssuedToken(token, secret)) : Optional.empty();
    }

    private static boolean isFree(EntityManager entities, String label) {
        return entities.createQuery("select t from TokenRow t where t.label = :label", TokenRow.class)
                .setParameter("label", label)
                .getResultList()
                .isEmpty();
    }

    /** The token with a secret; empty if there is none or it has expired. Does not use the database. */
    public Optional<Token> authenticate(String secret) {
        return authenticateHash(Token.hash(secret));
    }

    /** As {@link #authenticate}, for the {@link Token#hash} of a secret. */
    public Optional<Token> authenticateHash(String hash) {
        long now = clock.instant().getEpochSecond();
        Optional<Token> token = Optional.ofNullable(byHash.get(hash)).filter(found -> now <= found.validUntil());
        token.ifPresent(found -> used.put(found.id(), now));
        return token;
    }

    /** All tokens, in the order of their labels. */
    public List<Token> list() {
        // Copied before the rows are read, so that a use which is written meanwhile is in one of the two.
        Map<String, Long> pending = new HashMap<>(used);
        return transactions.run(
                entities -> entities.createQuery("select t from TokenRow t", TokenRow.class).getResultList().stream()
                        .map(TokenRow::token)
                        .map(token -> withLastUse(token, pending))
                        .sorted(Comparator.comparing(Token::label))
                        .toList());
    }

    private static Token withLastUse(Token token, Map<String, Long> pending) {
        Optional<Long> last = Stream.concat(Stream.ofNullable(pending.get(token.id())), token.lastUsed().stream())
                .max(Comparator.naturalOrder());
        return new Token(token.id(), token.label(), token.scopes(), token.created(), token.validUntil(), last);
    }

    /** Revokes a token. Returns false if there is no token with this id. */
    public boolean revoke(Actor actor, String id) {
        String label = byHash.values().stream()
                .filter(token -> token.id().equals(id))
                .map(Token::label)
                .findFirst()
                .orElse("");
        return change(new Change(actor, "token.revoke", label), List.of(id), entities -> {
            Optional<TokenRow> row = Optional.ofNullable(entities.find(TokenRow.class, id));
            row.ifPresent(entities::remove);
            return new Outcome<>(row.isPresent(), row.isPresent() ? "done" : "unchanged: it is not there", () -> {
                byHash.values().removeIf(token -> token.id().equals(id));
                used.remove(id);
            });
        });
    }

    /**
     * Writes the times of last use that are not in the database yet.
     *
     * @throws RegistryUnavailableException if the database is unavailable; the next call writes them
     */
    public void writeLastUses() {
        Map<String, Long> pending = new HashMap<>(used);
        if (pending.isEmpty()) {
            return;
        }
        transactions.run(entities -> {
            pending.forEach((id, second) -> {
                TokenRow row = entities.find(TokenRow.class, id);
                if (row != null) {
                    row.used(second);
                }
            });
            return pending.size();
        });
        pending.forEach(used::remove);
    }

    void load() {
        List<TokenRow> rows = transactions.run(entities ->
                entities.createQuery("select t from TokenRow t", TokenRow.class).getResultList());
        rows.forEach(row -> byHash.put(row.secretHash(), row.token()));
        byHash.keySet().retainAll(rows.stream().map(TokenRow::secretHash).collect(Collectors.toSet()));
    }

    /** Reads all tokens: there are few. */
    @Override
    void refresh(List<String> ids) {
        load();
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
