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
        List<Network> unused = networks("herald.http.trusted-proxies", trustedProxies);
    }

    /** The networks of {@link #trustedProxies}. */
    public List<Network> trustedNetworks() {
        return networks("herald.http.trusted-proxies", trustedProxies);
    }

    /**
     * Parses the networks of a setting.
     *
     * @throws IllegalArgumentException if a text is not a network, naming the setting
     */
    public static List<Network> networks(String setting, List<String> texts) {
        return texts.stream()
                .map(text -> Network.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(setting
                                + " must be addresses or networks such as 10.0.0.0/8 or fd00::/8, but has " + text)))
                .toList();
    }
}
