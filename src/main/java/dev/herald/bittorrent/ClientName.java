package dev.herald.bittorrent;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The client that a peer id names (BEP 20): {@code -qB4620-…} by two letters, {@code M7-5-0--…} and aria2's {@code A2-1-36-0-…} by the first one.
 * Clients also have numbers, for counters.
 */
public final class ClientName {

    /** The number of all unknown clients. */
    public static final int UNKNOWN = 0;

    private static final String AZUREUS_STYLE = """
            7T aTorrent for Android
            AG Ares
            AR Arctic
            AV Avicora
            AX BitPump
            AZ Vuze
            BB BitBuddy
            BC BitComet
            BF Bitflu
            BG BTG
            BI BiglyBT
            BR BitRocket
            BS BTSlave
            BT BitTorrent
            BW BitWombat
            CD Enhanced CTorrent
            CT CTorrent
            DE Deluge
            DP Propagate Data Client
            EB EBit
            ES electric sheep
            FC FileCroc
            FD Free Download Manager
            FT FoxTorrent
            FX Freebox BitTorrent
            GS GSTorrent
            HL Halite
            HN Hydranode
            KG KGet
            KT KTorrent
            LC LeechCraft
            LH LH-ABC
            LP Lphant
            LT libtorrent
            LW LimeWire
            MO MonoTorrent
            MP MooPolice
            MR Miro
            MT MoonlightTorrent
            NX Net Transport
            PD Pando
            PI PicoTorrent
            QD QQDownload
            QT Qt 4 Torrent example
            RC Torrust Tracker Client
            RT Retriever
            SB Swiftbit
            SS SwarmScope
            ST SymTorrent
            SZ Shareaza
            TL Tribler
            TN TorrentDotNET
            TR Transmission
            TS TorrentStorm
            TT TuoTu
            TX Tixati
            UE µTorrent Embedded
            UL uLeecher!
            UM µTorrent Mac
            UT µTorrent
            UW µTorrent Web
            VG Vagaa
            WD WebTorrent Desktop
            WT BitLet
            WW WebTorrent
            WY FireTorrent
            XF Xfplay
            XL Xunlei
            XT XanTorrent
            XX Xtorrent
            ZT ZipTorrent
            bk BitKitten
            lt rTorrent
            qB qBittorrent
            st sharktorrent
            """;

    private static final int CHARACTERS = 1 << 7;

    /** Names by number. */
    private static final List<String> NAMES = new ArrayList<>(List.of(""));

    /** Numbers by two letters. */
    private static final byte[] AZUREUS_NUMBERS = azureusNumbers();

    private static final int BITTORRENT = add("BitTorrent");
    private static final int QUEEN_BEE = add("Queen Bee");
    private static final int ARIA2 = add("aria2");

    private ClientName() {}

    /** The name of the client; empty if it is unknown. */
    public static Optional<String> of(PeerId id) {
        int number = number(id.high());
        return number == UNKNOWN ? Optional.empty() : Optional.of(NAMES.get(number));
    }

    /** The number of the client, by the first eight bytes of its peer id, or {@link #UNKNOWN}. */
    public static int number(long beginning) {
        int first = (int) (beginning >>> 56);
        int second = (int) (beginning >>> 48) & 0xff;
        int third = (int) (beginning >>> 40) & 0xff;
        if (Math.max(first, Math.max(second, third)) >= CHARACTERS) {
            return UNKNOWN;
        }
        if (first == '-') {
            return AZUREUS_NUMBERS[second * CHARACTERS + third];
        }
        if (third != '-' || second < '0' || second > '9') {
            return UNKNOWN;
        }
        return switch (first) {
            case 'A' -> second == '2' ? ARIA2 : UNKNOWN;
            case 'M' -> BITTORRENT;
            case 'Q' -> QUEEN_BEE;
            default -> UNKNOWN;
        };
    }

    /** One more than the largest number. */
    public static int count() {
        return NAMES.size();
    }

    /** The name of a client; empty for {@link #UNKNOWN}. */
    public static String name(int number) {
        return NAMES.get(number);
    }

    private static byte[] azureusNumbers() {
        byte[] numbers = new byte[CHARACTERS * CHARACTERS];
        AZUREUS_STYLE
                .lines()
                .forEach(line -> numbers[line.charAt(0) * CHARACTERS + line.charAt(1)] = (byte) add(line.substring(3)));
        return numbers;
    }

    /**
     * Name and version of a client by the first eight bytes of its peer id, such as {@code qBittorrent 4.6.0}; empty if the client is unknown.
     * Clients choose their peer ids, but the text consists of a known name, digits and dots.
     */
    public static Optional<String> withVersion(long beginning) {
        int number = number(beginning);
        if (number == UNKNOWN) {
            return Optional.empty();
        }
        String version = version(beginning);
        return Optional.of(version.isEmpty() ? name(number) : name(number) + " " + version);
    }

    /** The version in a peer id, such as {@code 4.6.0}, by its first eight bytes; empty if it has none. */
    public static String version(long beginning) {
        byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(beginning).array();
        if (id[0] == '-') {
            return azureusVersion(id);
        }
        return mainlineVersion(id, id[0] == 'A' ? 3 : 1);
    }

    /** Three characters, of which A means 10, and a fourth one unless it is 0 or a letter. */
    private static String azureusVersion(byte[] id) {
        StringBuilder version = new StringBuilder();
        for (int i = 3; i < 7; i++) {
            boolean digit = id[i] >= '0' && id[i] <= '9';
            boolean last = i == 6;
            if (last && (!digit || id[i] == '0')) {
                break;
            }
            if (!digit && (id[i] < 'A' || id[i] > 'Z')) {
                return "";
            }
            version.append(i == 3 ? "" : ".").append(digit ? id[i] - '0' : id[i] - 'A' + 10);
        }
        return version.toString();
    }

    /** Numbers, each followed by a hyphen. */
    private static String mainlineVersion(byte[] id, int begin) {
        StringBuilder version = new StringBuilder();
        for (int i = begin; i < id.length; i++) {
            boolean digit = id[i] >= '0' && id[i] <= '9';
            boolean separator = id[i] == '-' && i > begin && id[i - 1] != '-';
            if (!digit && !separator) {
                break;
            }
            version.append(digit ? (char) id[i] : '.');
        }
        int length = version.length();
        return length > 0 && version.charAt(length - 1) == '.' ? version.substring(0, length - 1) : version.toString();
    }

    /** Adds a name and returns its number. A client may have several peer id prefixes. */
    private static int add(String name) {
        int known = NAMES.indexOf(name);
        if (known >= 0) {
            return known;
        }
        NAMES.add(name);
        return NAMES.size() - 1;
    }
}
