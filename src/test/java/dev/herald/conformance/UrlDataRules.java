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

/** How the options of BEP 41 carry a key to a private tracker: section 3.4. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class UrlDataRules {

    private static final String KEY = "url-data-rules_0123456789ABCDEF";

    private final Announce announce = Announce.of(
            new InfoHash(ThreadLocalRandom.current().nextLong(), 0, 0),
            new Endpoint(Address.ofIpv4(0x7f00_0002), 6881),
            PeerId.of("-HE0001-000000000001".getBytes(StandardCharsets.US_ASCII), 0));

    @BeforeEach
    void issue() {
        Entrance.overUdp().operator().putKey(KEY, Long.MAX_VALUE);
    }

    /** U is {@code /announce/}, K the first half of the key and L the other, each with its type and length. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "U K L", // in three options
                "01 U 01 01 K 01 L 00", // with bytes of padding between them, and an end
                "U 07 03 7a7a7a K L 00 02 01 2f", // past an unknown option, and junk behind the end
                "U K 02 00 L", // with an empty piece
                "U K L 02 ff 2f", // and a piece that runs over the end
            })
    void the_url_may_come_in_pieces(String options) {
        assertThat(client(options).announce(announce).incomplete()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0000", "00 U K L", "02 01 2f", "02 09 2f616e6e6f756e6365", "02", "02 ff 2f"})
    void who_sends_no_key_is_told_so(String options) {
        assertThatThrownBy(() -> client(options).announce(announce))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Missing authentication key param for private tracker");
    }

    @Test
    void half_a_key_is_none() {
        assertThatThrownBy(() -> client("U K 00 L").announce(announce))
                .isInstanceOf(Refused.class)
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
