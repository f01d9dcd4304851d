package dev.herald.admin;

import dev.herald.bittorrent.Endpoint;
import java.util.List;

/**
 * The settings of the operator's port.
 *
 * @param bind endpoint on which the container listens for the operator ({@code herald.admin.bind})
 * @param tokens configured tokens of the API, which have every scope ({@code herald.api.token.*}, {@code herald.api.token-file.*})
 */
public record AdminSettings(Endpoint bind, List<ConfiguredToken> tokens) {

    public AdminSettings {
        tokens = List.copyOf(tokens);
    }
}
