package dev.herald.admin.prometheus;

import dev.herald.bittorrent.Network;
import java.util.List;

/**
 * The settings of {@code /metrics}.
 *
 * @param openTo networks in CIDR notation whose clients need no token ({@code herald.metrics.open-to})
 */
public record MetricsSettings(List<String> openTo) {

    private static final String OPEN_TO = "herald.metrics.open-to";

    /** Validates the networks. */
    public MetricsSettings {
        openTo = List.copyOf(openTo);
        List<Network> unused = Network.parseAll(OPEN_TO, openTo);
    }

    /** Returns the networks whose clients need no token. */
    List<Network> networks() {
        return Network.parseAll(OPEN_TO, openTo);
    }
}
