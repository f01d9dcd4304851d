package dev.herald.admin.prometheus;

import dev.herald.admin.TokenException;
import dev.herald.admin.auth.RequestAuthenticator;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Network;
import dev.herald.registry.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;

/** Who may read the metrics: clients in the networks of a setting, and others with the scope {@code read}. */
public final class MetricsAccess {

    private final List<Network> open;
    private final Function<HttpServletRequest, Address> clients;
    private final RequestAuthenticator authenticator;

    /**
     * Creates the rule.
     *
     * @param clients determines the address of a client, also behind trusted reverse proxies
     */
    public MetricsAccess(
            MetricsSettings settings,
            Function<HttpServletRequest, Address> clients,
            RequestAuthenticator authenticator) {
        this.open = settings.networks();
        this.clients = clients;
        this.authenticator = authenticator;
    }

    /**
     * Checks a request.
     *
     * @throws TokenException if the request must be rejected
     */
    void require(HttpServletRequest request) {
        boolean needsToken = !Network.anyContains(open, clients.apply(request));
        if (needsToken && !authenticator.authenticate(request).isUserInRole(Scope.READ.name())) {
            throw new TokenException(Scope.READ);
        }
    }
}
