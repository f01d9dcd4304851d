package dev.herald.http;

import static dev.herald.http.Client.A;
import static dev.herald.http.Client.IH;
import static dev.herald.http.Client.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.swarm.SwarmSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The bodies of section 9.4 of the protocol reference, byte for byte, in the order of its scenario. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class GoldenBodiesTest {

    private static final String B = "198.51.100.10";
    private static final String C = "192.0.2.55";
    private static final String A6 = "2001:db8::a";
    private static final String B6 = "2001:db8:0:1::b";
    private static final String PID_B = "-TR4060-mnopqrstuvwx";
    private static final String START_A = "peer_id=" + PID + "&port=6881&left=300000&event=started";
    private static final String START_B = "peer_id=" + PID_B + "&port=51413&left=0&event=started";
    private static final String REGULAR_C = "peer_id=-lt0D80-%01X%B0j%12H%F7%E7%130%24i&port=6889&left=300000";
    private static final String START_C = REGULAR_C + "&event=started";
    private static final String PACKED_A = "\u00cb\0q\7\u001a\u00e1";
    private static final String PACKED_B = "\u00c63d\n\u00c8\u00d5";
    private static final String PACKED_B6 = " \1\r\u00b8\0\0\0\1\0\0\0\0\0\0\0\13\u00c8\u00d5";
    private static final String B04_START = "d8:completei1e10:downloadedi0e11:external ip4:\u00c0\0\0027"
            + "10:incompletei2e8:intervali1800e" + "12:min intervali900e5:peersl";
    private static final String B04 =
            B04_START + "d2:ip13:198.51.100.107:peer id20:-TR4060-mnopqrstuvwx4:porti51413eeee";
    private static final String B05 = B04_START + "d2:ip13:198.51.100.104:porti51413eeee";
    private static final String B06_START =
            "d8:completei1e10:downloadedi0e11:external ip16: \1\r\u00b8\0\0\0\0\0\0\0\0\0\0\0\n" + "10:incompletei1e"
                    + "8:intervali1800e12:min intervali900e5:peers";

    private final Client client = new Client();

    @Test
    void b01_first_leecher_gets_no_peers() {
        assertBody(
                announce(A, START_A),
                112,
                "d8:completei0e10:downloadedi0e11:external ip4:\u00cb\0q\7" + "10:incompletei1e8:intervali1800e"
                        + "12:min intervali900e5:peers0:e");
    }

    @Test
    void b02_seeder_gets_the_leecher() {
        announce(A, START_A);
        assertBody(
                announce(B, START_B),
                118,
                "d8:completei1e10:downloadedi0e11:external ip4:\u00c63d\n10:incompletei1e8:intervali1800e"
                        + "12:min intervali900e5:peers6:"
                        + PACKED_A
                        + "e");
    }

    @Test
    void b03_leecher_gets_both_in_any_order() {
        String start = "d8:completei1e10:downloadedi0e11:external ip4:\u00c0\0\0027"
                + "10:incompletei2e8:intervali1800e" + "12:min intervali900e5:peers12:";
        startAll();
        String body = announce(C, REGULAR_C);
        assertThat(body).hasSize(125);
        assertThat(List.of(start + PACKED_A + PACKED_B + "e", start + PACKED_B + PACKED_A + "e"))
                .contains(body);
    }

    @Test
    void b04_and_b05_dictionaries_with_and_without_peer_ids() {
        startAll();
        assertThat(untilSeederIsPicked("&compact=0&numwant=1")).hasSize(179).isEqualTo(B04);
        assertThat(untilSeederIsPicked("&compact=0&numwant=1&no_peer_id=1"))
                .hasSize(147)
                .isEqualTo(B05);
    }

    @Test
    void store_without_peer_ids_gives_dictionaries_without_them() {
        Client withoutIds = new Client(Client.POLICY, new SwarmSettings(false, 0), true);
        withoutIds.announce(B, START_B);
        assertThat(withoutIds.announce(C, START_C + "&compact=0").get("peers"))
                .isEqualTo(List.of(Map.of("ip", B, "port", 51413L)));
    }

    @Test
    void b06_and_b08_ipv6_peers() {
        announce(B6, START_B);
        assertBody(announce(A6, START_A), 154, B06_START + "0:6:peers618:" + PACKED_B6 + "e");
        assertBody(
                announce(A6, START_A + "&compact=0"),
                194,
                B06_START + "ld2:ip15:2001:db8:0:1::b7:peer id20:-TR4060-mnopqrstuvwx4:porti51413eeee");
    }

    @Test
    void b07_peers_of_both_families() {
        announce(B6, START_B);
        announce(B, "peer_id=-TR4060-otherpeer000&port=51413&left=9&event=started");
        String both = B06_START.replace("incompletei1e", "incompletei2e") + "6:" + PACKED_B + "6:peers618:" + PACKED_B6;
        assertBody(announce(A6, START_A), 160, both + "e");
        assertThat(announce(A6, START_A + "&numwant=1")).contains(PACKED_B6).doesNotContain(PACKED_B + "6:peers6");
        assertThat(announce(A6, START_A + "&compact=0")).containsSubsequence("2001:db8:0:1::b", "198.51.100.10");
    }

    @Test
    void b09_stopped_gets_no_peers() {
        announce(A, START_A);
        announce(B, START_B);
        assertBody(
                announce(A, "peer_id=" + PID + "&port=6881&left=300000&event=stopped&numwant=0"),
                112,
                "d8:completei1e10:downloadedi0e11:external ip4:\u00cb\0q\7" + "10:incompletei0e8:intervali1800e"
                        + "12:min intervali900e5:peers0:e");
    }

    @Test
    void b11_empty_list() {
        assertBody(
                announce(A, START_A + "&compact=0"),
                112,
                "d8:completei0e10:downloadedi0e11:external ip4:\u00cb\0q\7" + "10:incompletei1e8:intervali1800e"
                        + "12:min intervali900e5:peerslee");
    }

    @Test
    void s01_and_s02_scrape_has_every_torrent_once_in_the_order_of_bytes() {
        twoSeedersOneLeecherSevenCompleted();
        String asked = "20:V*\u0081=BU\u00d6 \u00ab\u0080+\u00c9&\rp\u00ea\u0099\u00f8!\u00b0"
                + "d8:completei2e10:downloadedi7e10:incompletei1ee";
        String zeros = "d8:completei0e10:downloadedi0e10:incompletei0ee";
        assertBody(client.get("/scrape?info_hash=" + IH), 81, "d5:filesd" + asked + "ee");
        String second = "20:\0\1\2\3\4\5\6\7\b\t\n\13\f\r\16\17\20\21\22\23";
        String ih2 = "%00%01%02%03%04%05%06%07%08%09%0a%0b%0c%0d%0e%0f%10%11%12%13";
        String ih3 = "%ff".repeat(20);
        assertBody(
                client.get("/scrape?info_hash=" + ih3 + "&info_hash=" + IH + "&info_hash=" + ih2 + "&info_hash=" + IH),
                221,
                "d5:filesd" + second + zeros + asked + "20:" + "\u00ff".repeat(20) + zeros + "ee");
    }

    @Test
    void s03_partial_seeds_are_incomplete_but_not_downloaders() {
        announce(A, START_A.replace("started", "paused"));
        announce(B, START_B.replace("left=0", "left=5").replace("started", "paused"));
        announce(C, START_C);
        assertThat(client.get("/scrape?info_hash=" + IH))
                .endsWith("d8:completei0e10:downloadedi0e11:downloadersi1e10:incompletei3eeee");
    }

    private void startAll() {
        announce(A, START_A);
        announce(B, START_B);
        announce(C, START_C);
    }

    private String untilSeederIsPicked(String rest) {
        String body = announce(C, REGULAR_C + rest);
        for (int i = 0; i < 200 && !body.contains(B); i++) {
            body = announce(C, REGULAR_C + rest);
        }
        return body;
    }

    private void twoSeedersOneLeecherSevenCompleted() {
        for (int i = 1; i <= 7; i++) {
            String peer = "peer_id=-XX0000-00000000000" + i + "&port=" + (1000 + i);
            announce(C, peer + "&left=1&event=started");
            announce(C, peer + "&left=0&event=completed");
            if (i > 2) {
                announce(C, peer + "&left=0&event=stopped");
            }
        }
        announce(A, START_A);
    }

    private String announce(String from, String rest) {
        return client.get("/announce?info_hash=" + IH + "&uploaded=0&downloaded=0&" + rest, from);
    }

    private static void assertBody(String body, int length, String expected) {
        assertThat(body).isEqualTo(expected).hasSize(length);
    }
}
