package dev.herald.http;

import static dev.herald.http.Client.IH;
import static dev.herald.http.Client.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herald.bittorrent.AnnounceEvent;
import dev.herald.bittorrent.AnnounceRequest;
import dev.herald.bittorrent.InfoHash;
import dev.herald.bittorrent.PeerId;
import dev.herald.http.AnnounceQuery.Parameters;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of queries in section 9.3 of the protocol reference, and the rules of 1.1 and 1.2. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AnnounceQueryTest {

    private static final InfoHash IH1 = InfoHash.ofHex("562a813d4255d620ab802bc9260d70ea99f821b0");
    private static final String GOOD = "info_hash=" + IH + "&peer_id=" + PID + "&port=6881";

    @ParameterizedTest
    @CsvSource({
        "'',                                                                    MISSING_QUERY",
        "&,                                                                     MISSING_INFO_HASH",
        "a=b=c,                                                                 MISSING_INFO_HASH",
        "info_hash=&peer_id=PID&port=1,                                         MISSING_INFO_HASH",
        "Info_hash=IH&peer_id=PID&port=1,                                       MISSING_INFO_HASH",
        "sha_ih=IH&peer_id=PID&port=1,                                          MISSING_INFO_HASH",
        "info_hash=IH;peer_id=PID;port=1,                                       INVALID_INFO_HASH",
        "info_hash=IH%00&peer_id=PID&port=1,                                    INVALID_INFO_HASH",
        "info_hash=%&peer_id=PID&port=1,                                        INVALID_INFO_HASH",
        "info_hash=IH&info_hash=x&peer_id=PID&port=1,                           INVALID_INFO_HASH",
        "info_hash=x&info_hash=IH&peer_id=PID&port=1,                           INVALID_INFO_HASH",
        "info_hash=IH&info_hash=%zz&peer_id=PID&port=1,                         INVALID_INFO_HASH",
        "info_hash=IH&info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=PID&port=1024,     MULTIPLE_INFO_HASH",
        "info_hash=IH&info_hash=aaaaaaaaaaaaaaaaaaaa&info_hash=IH,              MULTIPLE_INFO_HASH",
        "info_hash=IH,                                                          MISSING_PEER_ID",
        "info_hash=IH&peer_id=&port=1,                                          MISSING_PEER_ID",
        "info_hash=IH&peer_id=%2&port=1024,                                     INVALID_PEER_ID",
        "info_hash=IH&peer_id=short&port=1024,                                  INVALID_PEER_ID",
        "info_hash=IH&peer_id=PIDx&port=1024,                                   INVALID_PEER_ID",
        "info_hash=IH&peer_id=PID,                                              MISSING_PORT",
        "info_hash=IH&peer_id=PID&port,                                         MISSING_PORT",
        "info_hash=IH&peer_id=PID&port=,                                        MISSING_PORT",
        "info_hash=IH&peer_id=PID&port=%zz,                                     MISSING_PORT",
        "info_hash=IH&peer_id=PID&port=65536,                                   INVALID_PORT",
        "info_hash=IH&peer_id=PID&port=-1,                                      INVALID_PORT",
        "info_hash=IH&peer_id=PID&port=1.1,                                     INVALID_PORT",
        "info_hash=IH&peer_id=PID&port=a,                                       INVALID_PORT",
        "info_hash=IH&peer_id=PID&port=18446744073709551617,                    INVALID_PORT",
        "info_hash=IH&peer_id=PID&port=1&left=12a,                              INVALID_LEFT",
        "info_hash=IH&peer_id=PID&port=1&left=-,                                INVALID_LEFT",
        "info_hash=IH&peer_id=PID&port=1&left=--1,                              INVALID_LEFT",
        "info_hash=IH&peer_id=PID&port=1&left=+1,                               INVALID_LEFT",
        "info_hash=IH&peer_id=PID&port=1&uploaded=x,                            INVALID_UPLOADED",
        "info_hash=IH&peer_id=PID&port=1&downloaded=0x10,                       INVALID_DOWNLOADED",
    })
    void invalid_query_is_an_error(String query, RequestError error) {
        assertThat(parse(expanded(query))).isEqualTo(error);
    }

    /** Each query has all the errors of those below it, in reverse order. */
    @ParameterizedTest
    @CsvSource({
        "downloaded=x&uploaded=x&left=x&port=x&peer_id=x&info_hash=x,           INVALID_INFO_HASH",
        "downloaded=x&uploaded=x&left=x&port=x&peer_id=x&info_hash=IH,          INVALID_PEER_ID",
        "downloaded=x&uploaded=x&left=x&port=x&peer_id=PID&info_hash=IH,        INVALID_PORT",
        "downloaded=x&uploaded=x&left=x&port=1&peer_id=PID&info_hash=IH,        INVALID_LEFT",
        "downloaded=x&uploaded=x&left=1&port=1&peer_id=PID&info_hash=IH,        INVALID_UPLOADED",
        "downloaded=x&uploaded=1&left=1&port=1&peer_id=PID&info_hash=IH,        INVALID_DOWNLOADED",
    })
    void first_error_in_the_order_of_the_specification_is_reported(String query, RequestError error) {
        assertThat(parse(expanded(query))).isEqualTo(error);
    }

    @Test
    void three_parameters_are_required() {
        assertThat(ok(""))
                .isEqualTo(new Parameters(
                        IH1,
                        peerId(PID),
                        6881,
                        AnnounceEvent.NONE,
                        AnnounceRequest.LEFT_UNKNOWN,
                        0,
                        0,
                        AnnounceRequest.NUM_WANT_DEFAULT,
                        true,
                        true));
    }

    @ParameterizedTest
    @CsvSource({
        "left=5, 5",
        "left=0&left=5, 5",
        "left=5&left=, -1",
        "left=5&left=%zz, -1",
        "left=, -1",
        "left, -1",
        "left=-1, -1",
        "left=1%z, -1",
        "left=12a%, -1",
        "le%66t=%35, 5",
        "left=00005, 5",
        "left=9223372036854775807, 9223372036854775807",
        "left=9223372036854775808, 9223372036854775807",
        "left=18446744073709551615, 9223372036854775807",
        "left=99999999999999999999999999999999999999999999, 9223372036854775807",
    })
    void left_is_clamped_or_unknown(String rest, long left) {
        assertThat(ok(rest).left()).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "-5, 0", "'', 0", "%zz, 0", "18446744073709551616, 9223372036854775807"})
    void uploaded_and_downloaded_are_clamped(String value, long bytes) {
        assertThat(ok("uploaded=" + value).uploaded()).isEqualTo(bytes);
        assertThat(ok("downloaded=" + value).downloaded()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "started, STARTED",
        "completed, COMPLETED",
        "stopped, STOPPED",
        "paused, PAUSED",
        "StaRTED, STARTED",
        "st%61rted, STARTED",
        "empty, NONE",
        "'', NONE",
        "bogus, NONE",
        "starte, NONE",
        "startedx, NONE",
        "%zz, NONE"
    })
    void event_is_case_insensitive(String value, AnnounceEvent event) {
        assertThat(ok("event=stopped&event=" + value).event()).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "9999, 9999", "4294967296, 2147483647", "-1, -1", "1.1, -1", "a, -1", "'', -1", "%, -1"
    })
    void invalid_or_missing_numwant_is_the_default(String value, int numWant) {
        assertThat(ok("numwant=" + value).numWant()).isEqualTo(numWant);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "%30, false", "1, true", "00, true", "yes, true", "'', true", "2, true"})
    void compact_is_the_default(String value, boolean compact) {
        assertThat(ok("compact=" + value).compact()).isEqualTo(compact);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "%31, false", "11, true", "yes, true", "'', true"})
    void no_peer_id_omits_peer_ids(String value, boolean peerIds) {
        assertThat(ok("no_peer_id=" + value).peerIds()).isEqualTo(peerIds);
    }

    @Test
    void last_of_several_values_counts_except_for_info_hash() {
        Parameters parameters = ok("peer_id=-XX0000-000000000000&port=1&compact=0&compact=1&info_hash=" + IH);
        assertThat(parameters.peerId()).isEqualTo(peerId("-XX0000-000000000000"));
        assertThat(parameters.port()).isOne();
        assertThat(parameters.compact()).isTrue();
        assertThat(ok("info_hash=").infoHash()).isEqualTo(IH1);
    }

    @ParameterizedTest
    @CsvSource({
        "&&info_hash=IH&&peer_id=PID&port=6881&foo&=bar&x=%zz&",
        "info_hash=IH&peer_id=PID&port=6881&key=a=b==",
        "x=1?info_hash=IH&peer_id=PID&port=6881",
        "?info_hash=IH&peer_id=PID&port=6881",
        "%zz=1&info_hash=IH&%69nfo_hash=IH&peer_id=PID&port=6881&ip=192.168.1.88&peer_addr=x&%",
    })
    void unknown_parameters_are_ignored(String query) {
        assertThat(parse(expanded(query))).isEqualTo(ok(""));
    }

    @Test
    void question_mark_before_an_unknown_name_is_part_of_the_value() {
        assertThat(parse("info_hash=aaaaaaaaaaaaaaaa?b=c&peer_id=" + PID + "&port=1"))
                .isInstanceOfSatisfying(Parameters.class, parameters -> assertThat(parameters.infoHash())
                        .isEqualTo(InfoHash.of(Client.bytes("aaaaaaaaaaaaaaaa?b=c"), 0)));
    }

    private static Parameters ok(String rest) {
        AnnounceQuery query = parse(GOOD + "&" + rest);
        assertThat(query).isInstanceOf(Parameters.class);
        return (Parameters) query;
    }

    private static AnnounceQuery parse(String query) {
        return AnnounceQuery.parse(query, true);
    }

    private static String expanded(String query) {
        return query.replace("IH", IH).replace("PID", PID);
    }

    private static PeerId peerId(String text) {
        return PeerId.of(text.getBytes(StandardCharsets.US_ASCII), 0);
    }
}
