package dev.herald.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A token of the operator's API. */
@Entity
@Table(name = "api_tokens")
class TokenRow {

    @Id
    @Column(name = "id", length = 32, nullable = false)
    private String id = "";

    @Column(name = "label", length = StorableText.MAX_LINE, nullable = false, unique = true)
    private String label = "";

    /** SHA-256 of the secret, in hexadecimal digits. */
    @Column(name = "secret_hash", length = 64, nullable = false, unique = true)
    private String secretHash = "";

    /** Names, separated by commas. */
    @Column(name = "scopes", length = 100, nullable = false)
    private String scopes = "";

    @Column(name = "created", nullable = false)
    private long created;

    @Column(name = "valid_until")
    private Long validUntil;

    @Column(name = "last_used")
    private Long lastUsed;

    /** For JPA. */
    protected TokenRow() {}

    TokenRow(Token token, String secretHash) {
        this.id = token.id();
        this.label = token.label();
        this.secretHash = secretHash;
        this.scopes = token.scopes().stream().sorted().map(Scope::name).collect(Collectors.joining(","));
        this.created = token.created();
        this.validUntil = token.validUntil() == Entry.FOREVER ? null : Long.valueOf(token.validUntil());
    }

    String secretHash() {
        return secretHash;
    }

    void used(long second) {
        lastUsed = second;
    }

    Token token() {
        Set<Scope> parsed = Arrays.stream(scopes.split(",", -1))
                .filter(name -> !name.isEmpty())
                .map(Scope::valueOf)
                .collect(Collectors.toSet());
        return new Token(
                id,
                label,
                parsed,
                created,
                validUntil == null ? Entry.FOREVER : validUntil,
                Optional.ofNullable(lastUsed));
    }
}
