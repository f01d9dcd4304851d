package dev.herald.admin;

import dev.herald.admin.auth.ConfiguredToken;
import dev.herald.bittorrent.Endpoint;
import java.util.List;

/**
 * Where the operator's port is, and who may use it.
 *
 * @param bind where the container listens for the operator ({@code herald.admin.bind})
 * @param tokens of the API, each allowing everything ({@code herald.api.token.*}, {@code herald.api.token-file.*})
 */
public record AdminSettings(Endpoint bind, List<ConfiguredToken> tokens) {

    /** Takes a copy of {@code tokens}. */
    public AdminSettings {
        tokens = List.copyOf(tokens);
    }
}
