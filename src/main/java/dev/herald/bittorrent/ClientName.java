package dev.herald.bittorrent;

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
