package dev.herald.admin.auth;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Delays the answers to wrong tokens of clients that send many. A right token is never delayed, so a program with an old token
 * locks nobody out at its address, and the delayed answer is the usual one of each API: torrust-index knows no other.
 *
 * <p>A thread of the container waits, because Payara, when a request goes on in another thread by an {@code AsyncContext},
 * leaves the contexts of CDI behind in the first, and logs five warnings each time. So only {@value #MOST_WAITING} requests wait
 * at a time, and what comes beyond that is answered at once. That helps nobody to guess a token as long as Herald makes them.
 */
@WebFilter(
        urlPatterns = {"/api/*", "/manage/*"},
        asyncSupported = true)
public final class WrongTokenDelay extends HttpFilter {

    /** A quarter of the container's threads for HTTP. */
    static final int MOST_WAITING = 4;

    /** Clients of Torrust give up after 5 seconds. */
    static final Duration DELAY = Duration.ofSeconds(1);

    private static final long serialVersionUID = 1;

    /** Lets time pass. */
    interface Wait {
        void last(Duration time) throws InterruptedException;
    }

    private final transient TokenAuthenticator gate;
    private final transient WrongTokens wrongTokens;
    private final transient ClientAddresses clients;
    private final transient Wait wait;
    private final transient Semaphore places = new Semaphore(MOST_WAITING);

    @Inject
    WrongTokenDelay(TokenAuthenticator gate, WrongTokens wrongTokens, ClientAddresses clients) {
        this(gate, wrongTokens, clients, time -> Thread.sleep(time.toMillis()));
    }

    WrongTokenDelay(TokenAuthenticator gate, WrongTokens wrongTokens, ClientAddresses clients, Wait wait) {
        this.gate = gate;
        this.wrongTokens = wrongTokens;
        this.clients = clients;
        this.wait = wait;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean wrong = token(request).map(gate::admit).orElse(null) instanceof Authentication.Wrong;
        if (wrong && wrongTokens.tooMany(clients.of().apply(request)) && places.tryAcquire()) {
            try {
                wait.last(DELAY);
            } catch (InterruptedException e) {
                // The container stops; the answer need not be late.
                Thread.currentThread().interrupt();
            } finally {
                places.release();
            }
        }
        chain.doFilter(request, response);
    }

    /** Where the APIs look for it; only Torrust's has it in the query. */
    private static Optional<String> token(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null
                ? new QueryString(Objects.requireNonNullElse(request.getQueryString(), "")).first("token")
                : BearerToken.of(header);
    }
}
