package dev.herald.admin.auth;

import dev.herald.registry.Scope;
import dev.herald.registry.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The sessions of the console. A session is as valid as the token that started it: each request checks that token, so revoking it ends
 * the session. The one-time code of the start signs in without a token.
 *
 * <p>Secrets have 256 random bits. Memory holds the hashes of sessions, tokens and the code; hashes are compared, so the time of a
 * comparison reveals nothing about a secret. At most {@value #MAX_SESSIONS} sessions exist: another one ends the one that was not used for
 * the longest time.
 */
public final class Sessions {

    /** A session ends after this time, even if it is used. */
    static final Duration LIFETIME = Duration.ofHours(12);

    /** A session ends if it is not used for this time. */
    static final Duration IDLE = Duration.ofHours(1);

    /** The one-time code is valid for this time. */
    static final Duration CODE_LIFETIME = Duration.ofMinutes(5);

    static final int MAX_SESSIONS = 1000;

    /** Label of sessions that were started with the one-time code, in the audit. */
    static final String CODE_LABEL = "one-time code";

    private static final int SECRET_BYTES = 32;

    /**
     * A session.
     *
     * @param tokenHash {@link Token#hash} of the token behind it; empty if the one-time code has started it
     * @param started when it was started, in nanoseconds of the monotonic clock
     * @param used when it was used last, in nanoseconds of the monotonic clock
     * @param validUntil when it ends, in seconds since 1970; only shown
     */
    private record Session(Optional<String> tokenHash, long started, long used, long validUntil) {

        boolean endedAt(long now) {
            return now - started >= LIFETIME.toNanos() || now - used >= IDLE.toNanos();
        }
    }

    private final TokenAuthenticator tokens;
    private final LongSupplier nanoTime;
    private final InstantSource wallClock;
    private final RandomGenerator random;

    /** By the hash of the secret, the one that was not used for the longest time first; guarded by this. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /** Hash of the one-time code; empty if there is none; guarded by this. */
    private String codeHash = "";

    /** When the code was issued, in nanoseconds of the monotonic clock; guarded by this. */
    private long codeIssued;

    /**
     * Starts without sessions.
     *
     * @param nanoTime a clock like {@link System#nanoTime}, which measures ages
     * @param wallClock the clock of the end of a session that is shown
     * @param random source of secrets; must be cryptographically strong
     */
    public Sessions(TokenAuthenticator tokens, LongSupplier nanoTime, InstantSource wallClock, RandomGenerator random) {
        this.tokens = tokens;
        this.nanoTime = nanoTime;
        this.wallClock = wallClock;
        this.random = random;
    }

    /** Starts a session with a token. Returns the secret of the session; empty if the token is unknown or has expired. */
    public Optional<String> startByToken(String token) {
        String hash = Token.hash(token);
        return tokens.authenticateHash(hash, false).map(caller -> start(Optional.of(hash)));
    }

    /**
     * Starts a session that has every scope with the one-time code, and makes the code invalid. Returns the secret of the session; empty if
     * the code is wrong, was used, or has expired.
     */
    public synchronized Optional<String> startByCode(String code) {
        boolean right = MessageDigest.isEqual(
                codeHash.getBytes(StandardCharsets.US_ASCII), Token.hash(code).getBytes(StandardCharsets.US_ASCII));
        if (!right || nanoTime.getAsLong() - codeIssued >= CODE_LIFETIME.toNanos()) {
            return Optional.empty();
        }
        codeHash = "";
        return Optional.of(start(Optional.empty()));
    }

    /** Issues a one-time code, which replaces the one before. */
    public synchronized String issueCode() {
        String code = secret();
        codeHash = Token.hash(code);
        codeIssued = nanoTime.getAsLong();
        return code;
    }

    private synchronized String start(Optional<String> tokenHash) {
        long now = nanoTime.getAsLong();
        sessions.values().removeIf(session -> session.endedAt(now));
        if (sessions.size() >= MAX_SESSIONS) {
            Iterator<String> oldest = sessions.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        String secret = secret();
        long validUntil = wallClock.instant().plus(LIFETIME).getEpochSecond();
        sessions.put(Token.hash(secret), new Session(tokenHash, now, now, validUntil));
        return secret;
    }

    /**
     * The sender of a request with a session, which counts as its use; empty if the session has ended.
     *
     * @param secure whether the request came over TLS
     */
    public synchronized Optional<Caller> authenticate(String secret, boolean secure) {
        String hash = Token.hash(secret);
        long now = nanoTime.getAsLong();
        Optional<Session> found = Optional.ofNullable(sessions.remove(hash)).filter(session -> !session.endedAt(now));
        Optional<Caller> caller = found.flatMap(session -> caller(session, secure));
        if (caller.isPresent()) {
            Session session = found.get();
            sessions.put(hash, new Session(session.tokenHash, session.started, now, session.validUntil));
        }
        return caller;
    }

    private Optional<Caller> caller(Session session, boolean secure) {
        if (session.tokenHash.isEmpty()) {
            return Optional.of(new Caller(CODE_LABEL, Set.of(Scope.ADMIN), session.validUntil, secure));
        }
        return tokens.authenticateHash(session.tokenHash.get(), secure)
                .map(caller -> new Caller(
                        caller.label(), caller.scopes(), Math.min(caller.validUntil(), session.validUntil), secure));
    }

    /** Ends a session, if it exists. */
    public synchronized void end(String secret) {
        sessions.remove(Token.hash(secret));
    }

    synchronized int size() {
        return sessions.size();
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
