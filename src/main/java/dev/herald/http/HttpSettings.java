package dev.herald.http;

import dev.herald.bittorrent.Endpoint;
import java.util.List;

/**
 * How HTTP requests are read.
 *
 * @param bind where the container listens ({@code herald.http.bind})
 * @param trustedProxies networks in CIDR notation whose forwarding headers are believed ({@code herald.http.trusted-proxies})
 * @param plusIsSpace whether {@code +} in a query means 0x20 ({@code herald.http.plus-is-space})
 */
public record HttpSettings(Endpoint bind, List<String> trustedProxies, boolean plusIsSpace) {

    /** Takes a copy of {@code trustedProxies}. */
    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
