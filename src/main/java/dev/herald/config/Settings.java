package dev.herald.config;

import dev.herald.access.AccessSettings;
import dev.herald.admin.AdminSettings;
import dev.herald.admin.prometheus.MetricsSettings;
import dev.herald.http.HomeSettings;
import dev.herald.http.HttpSettings;
import dev.herald.http.netty.NettyHttpSettings;
import dev.herald.http.netty.NettyTlsSettings;
import dev.herald.net.PublicHost;
import dev.herald.registry.MaintenanceSettings;
import dev.herald.registry.RegistrySettings;
import dev.herald.swarm.SwarmSettings;
import dev.herald.tls.PemFiles;
import dev.herald.tracker.AnnouncePolicy;
import dev.herald.udp.UdpSettings;
import java.nio.file.Path;

/**
 * All settings. The record of each group belongs to the package that uses it, and checks its values.
 *
 * @param dataDir where Herald keeps its files ({@code herald.data-dir})
 * @param publicHost the host of the URLs that Herald shows ({@code herald.public-host})
 */
public record Settings(
        Path dataDir,
        PublicHost publicHost,
        UdpSettings udp,
        HttpSettings http,
        HomeSettings home,
        ListenerLimits httpLimits,
        NettyHttpSettings httpNetty,
        NettyTlsSettings httpNettyTls,
        PemFiles httpTls,
        AdminSettings admin,
        PemFiles adminTls,
        MetricsSettings metrics,
        AnnouncePolicy announce,
        AccessSettings access,
        SwarmSettings swarm,
        RegistrySettings registry,
        MaintenanceSettings maintenance) {

    /**
     * Builds the records.
     *
     * @throws IllegalArgumentException naming the key, the rule and the value of the first invalid setting
     */
    public static Settings of(SettingsValues values) {
        SettingsParser text = new SettingsParser(values::value);
        ConnectionKey.check(values.value(ConnectionKey.SETTING));
        return new Settings(
                text.directory("herald.data-dir"),
                new PublicHost(text.text("herald.public-host")),
                new UdpSettings(
                        text.endpoints("herald.udp.bind"),
                        text.number("herald.udp.threads"),
                        text.choice("herald.udp.transport", UdpSettings.Transport.class),
                        text.number("herald.udp.receive-buffer")),
                new HttpSettings(
                        text.endpoint("herald.http.jaxrs.bind"),
                        text.list("herald.http.trusted-proxies"),
                        text.flag("herald.http.plus-is-space")),
                new HomeSettings(text.text("herald.http.home"), text.flag("herald.http.public-statistics")),
                new ListenerLimits(
                        text.number("herald.http.jaxrs.max-connections"),
                        text.number("herald.http.jaxrs.max-connections-per-address"),
                        text.number("herald.http.jaxrs.idle-timeout"),
                        text.number("herald.http.jaxrs.header-timeout")),
                httpNetty(text),
                new NettyTlsSettings(text.endpoints("herald.http.netty.tls.bind"), pem(text, "herald.http.netty.tls")),
                pem(text, "herald.http.jaxrs.tls"),
                new AdminSettings(text.endpoint("herald.admin.bind"), ApiTokens.of(values)),
                pem(text, "herald.admin.tls"),
                new MetricsSettings(text.list("herald.metrics.open-to")),
                new AnnouncePolicy(
                        text.number("herald.announce.interval"),
                        text.numberOr(
                                "auto", text.number("herald.announce.interval") / 2, "herald.announce.min-interval"),
                        text.number("herald.announce.jitter"),
                        text.number("herald.announce.default-peers"),
                        text.number("herald.announce.max-peers"),
                        text.choice("herald.announce.unreachable", AnnouncePolicy.Unreachable.class),
                        text.flag("herald.announce.seeder-fill-on-start")),
                new AccessSettings(
                        text.flag("herald.private"),
                        text.flag("herald.listed"),
                        text.flag("herald.private.check-expiry")),
                new SwarmSettings(
                        text.flag("herald.swarm.details"),
                        text.number("herald.swarm.empty-retention"),
                        text.flag("herald.totals.persist"),
                        text.numberOr(
                                "auto",
                                SwarmSettings.peersOf(
                                        Runtime.getRuntime().maxMemory(), text.flag("herald.swarm.details")),
                                "herald.memory.max-peers"),
                        text.number("herald.totals.max-torrents"),
                        text.flag("herald.private")),
                registry(text),
                new MaintenanceSettings(
                        text.number("herald.totals.interval"),
                        text.number("herald.totals.retention"),
                        text.number("herald.private.expired-retention"),
                        text.number("herald.audit.retention")));
    }

    /** Returns the maximum number of peers and torrents in memory; 0 means unlimited. */
    public int maxPeers() {
        return swarm.maxPeers();
    }

    private static PemFiles pem(SettingsParser text, String setting) {
        return new PemFiles(setting, text.text(setting + ".certificate"), text.text(setting + ".key"));
    }

    private static NettyHttpSettings httpNetty(SettingsParser text) {
        return new NettyHttpSettings(
                text.endpoints("herald.http.netty.bind"),
                text.number("herald.http.netty.threads"),
                text.list("herald.http.netty.proxy-protocol-from"),
                text.number("herald.http.netty.max-connections"),
                text.number("herald.http.netty.max-connections-per-address"),
                text.number("herald.http.netty.idle-timeout"),
                text.number("herald.http.netty.header-timeout"));
    }

    private static RegistrySettings registry(SettingsParser text) {
        return new RegistrySettings(
                text.text("herald.database.url"),
                text.text("herald.database.user"),
                text.text("herald.database.password"),
                text.text("herald.database.password-file"),
                text.number("herald.database.max-connections"),
                text.flag("herald.database.migrate"),
                text.number("herald.database.start-timeout"));
    }
}
