package dev.herald.torrust;

import dev.herald.torrust.HeraldExtension.Mode;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs all contract tests in one class, so that they share one process for each mode. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class TorrustIT {

    @RegisterExtension
    static final HeraldExtension HERALD = HeraldExtension.in(Mode.PUBLIC);

    /** With H2. {@code admin.manage} runs the tests of keys and of the whitelist with the other databases. */
    @Nested
    final class Auth_keys extends AuthKeyRules {
        Auth_keys() {
            super(HERALD::contract);
        }
    }

    @Nested
    final class Whitelist extends WhitelistRules {
        Whitelist() {
            super(HERALD::contract);
        }
    }

    @Nested
    final class Authentication extends AuthenticationContract {}

    @Nested
    final class Configuration extends ConfigurationContract {}

    @Nested
    final class Health_check extends HealthCheckContract {}

    @Nested
    final class Health_check_api extends HealthCheckApiContract {}

    @Nested
    final class Http extends HttpContract {}

    @Nested
    final class Http_scrape extends HttpScrapeContract {}

    @Nested
    final class Http_statistics extends HttpStatisticsContract {}

    @Nested
    final class Restricted_http extends RestrictedHttpContract {}

    @Nested
    final class Limits extends LimitsContract {}

    @Nested
    final class Stats extends StatsContract {}

    @Nested
    final class Torrents extends TorrentContract {}

    @Nested
    final class Udp extends UdpContract {}
}
