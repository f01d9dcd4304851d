package dev.herald.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.Endpoint;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in BEP 41 URL data, on a private tracker: section 3.4 of the protocol reference. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class UrlDataRules {

    private static final String KEY = "url-data-rules_0123456789ABCDEF";

    private final Announce announce = Announce.of(
            new InfoHash(ThreadLocalRandom.current().nextLong(), 0, 0),
            new Endpoint(Address.ofIpv4(0x7f00_0002), 6881),
            PeerId.of("-HE0001-000000000001".getBytes(StandardCharsets.US_ASCII), 0));

    @BeforeEach
    void addKey() {
        FrontendUnderTest.overUdp().operator().putKey(KEY, Long.MAX_VALUE);
    }

    /** U is {@code /announce/}, K the first half of the key and L the second half, each as one option with type and length. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "U K L", // in three options
                "01 U 01 01 K 01 L 00", // with NOP options between them, and an end of options
                "U 07 03 7a7a7a K L 00 02 01 2f", // with an unknown option, and data after the end of options
                "U K 02 00 L", // with an empty option
                "U K L 02 ff 2f", // with an option longer than the datagram
            })
    void url_may_be_split_into_several_options(String options) {
        assertThat(client(options).announce(announce).incomplete()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0000", "00 U K L", "02 01 2f", "02 09 2f616e6e6f756e6365", "02", "02 ff 2f"})
    void announce_without_a_key_is_rejected(String options) {
        assertThatThrownBy(() -> client(options).announce(announce))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("Missing authentication key param for private tracker");
    }

    @Test
    void key_cut_by_the_end_of_options_is_rejected() {
        assertThatThrownBy(() -> client("U K 00 L").announce(announce))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("Invalid format for authentication key param");
    }

    private static UdpClient client(String options) {
        String hex = options.replace("U", option("/announce/"))
                .replace("K", option(KEY.substring(0, 15)))
                .replace("L", option(KEY.substring(15)))
                .replace(" ", "");
        return new UdpClient(DeployedHerald.udp()).withOptions(HexFormat.of().parseHex(hex));
    }

    private static String option(String text) {
        HexFormat hex = HexFormat.of();
        return "02" + hex.toHexDigits((byte) text.length()) + hex.formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
