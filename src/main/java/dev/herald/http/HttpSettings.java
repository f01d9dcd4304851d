package dev.herald.http;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Network;
import java.util.List;

/**
 * The settings of both HTTP frontends.
 *
 * @param bind the address of the container's listener ({@code herald.http.jaxrs.bind})
 * @param trustedProxies networks in CIDR notation of reverse proxies whose forwarding headers are used ({@code herald.http.trusted-proxies})
 * @param plusIsSpace whether {@code +} in a query is decoded to a space ({@code herald.http.plus-is-space})
 */
public record HttpSettings(Endpoint bind, List<String> trustedProxies, boolean plusIsSpace) {

    /** Validates the networks. */
    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
        List<Network> unused = Network.parseAll("herald.http.trusted-proxies", trustedProxies);
    }

    /** The networks of {@link #trustedProxies}. */
    public List<Network> trustedNetworks() {
        return Network.parseAll("herald.http.trusted-proxies", trustedProxies);
    }
}
