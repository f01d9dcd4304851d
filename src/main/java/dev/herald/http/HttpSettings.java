package dev.herald.http;

import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.Network;
import java.util.List;

/**
 * How HTTP requests are read.
 *
 * @param bind where the container listens ({@code herald.http.jaxrs.bind})
 * @param trustedProxies networks in CIDR notation whose forwarding headers are believed ({@code herald.http.trusted-proxies})
 * @param plusIsSpace whether {@code +} in a query means 0x20 ({@code herald.http.plus-is-space})
 */
public record HttpSettings(Endpoint bind, List<String> trustedProxies, boolean plusIsSpace) {

    /** Takes a copy of {@code trustedProxies} and refuses what is no network. */
    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(HttpSettings::network);
    }

    /** The networks that {@link #trustedProxies} name. */
    public List<Network> trustedNetworks() {
        return trustedProxies.stream().map(HttpSettings::network).toList();
    }

    private static Network network(String text) {
        return Network.parse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("herald.http.trusted-proxies must be addresses or networks"
                                + " such as 10.0.0.0/8 or fd00::/8, but has " + text));
    }
}
