package dev.herald.app;

import dev.herald.admin.AdminSettings;
import dev.herald.bittorrent.Endpoint;
import dev.herald.http.HttpSettings;
import dev.herald.swarm.SwarmSettings;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.udp.UdpSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * All settings of Herald, each checked by the record of the room that owns it.
 *
 * @param dataDir where Herald keeps its files ({@code herald.data-dir})
 */
public record Settings(
        Path dataDir,
        UdpSettings udp,
        HttpSettings http,
        AdminSettings admin,
        AnnouncePolicy announce,
        SwarmSettings swarm) {

    /**
     * Reads every setting.
     *
     * @param values the text of a setting by its key; the empty string if it has none
     * @throws IllegalArgumentException naming the key, the rule and the value of the first setting that makes no sense
     */
    public static Settings of(UnaryOperator<String> values) {
        return new Settings(
                Path.of(values.apply("herald.data-dir")),
                new UdpSettings(
                        endpoints("herald.udp.bind", values),
                        number("herald.udp.threads", values),
                        UdpSettings.Transport.valueOf(
                                values.apply("herald.udp.transport").toUpperCase(Locale.ROOT)),
                        number("herald.udp.receive-buffer", values),
                        number("herald.udp.max-bad-ids", values),
                        number("herald.udp.ban-seconds", values)),
                new HttpSettings(
                        endpoints("herald.http.bind", values).get(0),
                        list("herald.http.trusted-proxies", values),
                        Boolean.parseBoolean(values.apply("herald.http.plus-is-space"))),
                new AdminSettings(endpoints("herald.admin.bind", values).get(0)),
                new AnnouncePolicy(
                        number("herald.announce.interval", values),
                        number("herald.announce.min-interval", values),
                        number("herald.announce.jitter", values),
                        number("herald.announce.default-peers", values),
                        number("herald.announce.max-peers", values),
                        AnnouncePolicy.Unreachable.valueOf(
                                values.apply("herald.announce.unreachable").toUpperCase(Locale.ROOT)),
                        Boolean.parseBoolean(values.apply("herald.announce.seeder-fill-on-start"))),
                new SwarmSettings(
                        Boolean.parseBoolean(values.apply("herald.swarm.details")),
                        number("herald.swarm.empty-retention", values)));
    }

    private static int number(String key, UnaryOperator<String> values) {
        return Integer.parseInt(values.apply(key));
    }

    private static List<String> list(String key, UnaryOperator<String> values) {
        return Arrays.stream(values.apply(key).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static List<Endpoint> endpoints(String key, UnaryOperator<String> values) {
        return list(key, values).stream()
                .map(item -> Endpoint.parse(item).orElseThrow(() -> new IllegalArgumentException(key + ": " + item)))
                .toList();
    }
}
