package dev.herald.udp;

/** Golden packets, laid out as the tables of BEP 15: one field after the other. */
public final class Packets {

    public static final String IH1 = "562a813d4255d620ab802bc9260d70ea99f821b0";
    public static final String IH2 = "000102030405060708090a0b0c0d0e0f10111213";

    /** The connection id of 203.0.113.7 in the minute of {@link HexClient#NOW}, and that of 2001:db8::a. */
    public static final String ID_A = "00d1c668e78239f0";

    public static final String ID_A6 = "2c1c472403ee448a";

    public static final String U01_CONNECT = """
            0000041727101980
            00000000
            11223344
            """;

    public static final String U02_CONNECTED = """
            00000000
            11223344
            00d1c668e78239f0
            """;

    /** Started, 300000 left, default number of peers, port 6881. */
    public static final String U03_STARTED = """
            00d1c668e78239f0
            00000001
            55667788
            562a813d4255d620ab802bc9260d70ea99f821b0
            2d7142343635302d6162636465666768696a6b6c
            0000000000000000
            00000000000493e0
            0000000000000000
            00000002
            00000000
            deadbeef
            ffffffff
            1ae1
            """;

    public static final String U04_NO_PEERS = """
            00000001
            55667788
            00000708
            00000001
            00000000
            """;

    public static final String U05_TWO_PEERS = """
            00000001
            55667788
            00000708
            00000001
            00000002
            c633640a c8d5
            c0000237 1ae9
            """;

    public static final String U06_IPV6_PEER = """
            00000001
            55667788
            00000708
            00000001
            00000001
            20010db800000001000000000000000b c8d5
            """;

    public static final String U07_STARTED_IPV6 = U03_STARTED.replace(ID_A, ID_A6);

    public static final String U08_COMPLETED = """
            00d1c668e78239f0
            00000001
            55667788
            562a813d4255d620ab802bc9260d70ea99f821b0
            2d7142343635302d6162636465666768696a6b6c
            00000000000493e0
            0000000000000000
            0000000000000000
            00000001
            00000000
            deadbeef
            ffffffff
            1ae1
            """;

    public static final String U09_STOPPED = """
            00d1c668e78239f0
            00000001
            55667788
            562a813d4255d620ab802bc9260d70ea99f821b0
            2d7142343635302d6162636465666768696a6b6c
            0000000000000000
            00000000000493e0
            0000000000000000
            00000003
            00000000
            deadbeef
            00000000
            1ae1
            """;

    public static final String U10_AFTER_STOP = """
            00000001
            55667788
            00000708
            00000000
            00000002
            """;

    public static final String U11_PAUSED = """
            00d1c668e78239f0
            00000001
            55667788
            562a813d4255d620ab802bc9260d70ea99f821b0
            2d7142343635302d6162636465666768696a6b6c
            0000000000000000
            0000000000020000
            0000000000000000
            00000004
            00000000
            deadbeef
            ffffffff
            1ae1
            """;

    public static final String U12_LEFT_UNKNOWN = """
            00d1c668e78239f0
            00000001
            55667788
            562a813d4255d620ab802bc9260d70ea99f821b0
            2d7142343635302d6162636465666768696a6b6c
            0000000000000000
            ffffffffffffffff
            0000000000000000
            00000000
            00000000
            deadbeef
            ffffffff
            1ae1
            """;

    public static final String U13_PORT_ZERO = U03_STARTED.replace("1ae1", "0000");

    public static final String U14_ARIA2_PADDING = U03_STARTED + "00 00";

    /** URL data "/dir?a=b&c=d". */
    public static final String U15_URL_DATA = U03_STARTED + "02 0c 2f6469723f613d6226633d64";

    public static final String U16_PADDED = U15_URL_DATA + "01 01 00";

    /** NOP, "/dir?", an unknown option, NOP, "a=b&c=d", end of options, and bytes after it. */
    public static final String U17_IN_PIECES =
            U03_STARTED + "01  02 05 2f6469723f  07 03 7a7a7a  01  02 07 613d6226633d64  00  02 04 6a756e6b";

    public static final String U18_EMPTY_URL = U03_STARTED + "02 00";

    public static final String U19_SLASH = U03_STARTED + "02 01 2f";

    public static final String U20_TRUNCATED_URL = U03_STARTED + "02 20 2f6469723f613d62";

    public static final String U21_TRUNCATED_OPTION = U03_STARTED + "02";

    /** URL data "/0123456789abcdef0123456789abcdef/announce". */
    public static final String U22_PASSKEY = U03_STARTED
            + "02 2a 2f 3031323334353637383961626364656630313233343536373839616263646566 2f616e6e6f756e6365";

    public static final String U23_SCRAPE = """
            00d1c668e78239f0
            00000002
            99aabbcc
            562a813d4255d620ab802bc9260d70ea99f821b0
            000102030405060708090a0b0c0d0e0f10111213
            """;

    public static final String U24_SCRAPED = """
            00000002
            99aabbcc
            00000002 00000007 00000001
            00000000 00000000 00000000
            """;

    public static final String U25_EMPTY_SCRAPE = """
            00d1c668e78239f0
            00000002
            99aabbcc
            """;

    public static final String U26_FULL_SCRAPE_REJECTED = """
            00000003
            99aabbcc
            66756c6c20736372617065206e6f7420737570706f72746564
            """;

    public static final String U27_SCRAPE_WITH_PARTIAL_HASH = """
            00d1c668e78239f0
            00000002
            99aabbcc
            562a813d4255d620ab802bc9260d70ea99f821b0
            aabbcc
            """;

    public static final String U28_UNREGISTERED = """
            00000003
            55667788
            556e7265676973746572656420746f7272656e74
            """;

    public static final String U29_TRUNCATED_ANNOUNCE = U03_STARTED.replace("1ae1", "1a");

    public static final String U30_TOO_SHORT = """
            00000003
            55667788
            616e6e6f756e636520746f6f2073686f7274
            """;

    public static final String U31_ACTION_9 = """
            00d1c668e78239f0
            00000009
            55667788
            """;

    public static final String U32_UNKNOWN_ACTION = """
            00000003
            55667788
            756e6b6e6f776e20616374696f6e
            """;

    public static final String U33_WRONG_PROTOCOL_ID = """
            0000041727101981
            00000000
            11223344
            """;

    public static final String U34_TRUNCATED_HEADER = """
            0000041727101980
            00000000
            112233
            """;

    public static final String U35_PROTOCOL_ID_AS_CONNECTION_ID = U03_STARTED.replace(ID_A, "0000041727101980");

    public static final String U36_LONG_CONNECT = U01_CONNECT + "00000000 00000000";

    private Packets() {}
}
