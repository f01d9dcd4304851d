package dev.herald.admin.v1;

import dev.herald.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which client a peer id says it is of (BEP 20): {@code -qB4620-…} by its two letters, {@code M7-5-0--…} by its first. */
final class ClientName {

    private static final Map<String, String> AZUREUS_STYLE = table("""
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
            """);

    private static final Map<String, String> MAINLINE_STYLE = table("""
            M BitTorrent
            Q Queen Bee
            """);

    /** Has a form of its own: {@code A2-1-36-0-…}. */
    private static final String ARIA2 = "A2-";

    private ClientName() {}

    /** The name of the client; empty if its id has no such form or is not known. */
    static Optional<String> of(PeerId id) {
        byte[] bytes = new byte[PeerId.BYTES];
        id.write(bytes, 0);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith(ARIA2)) {
            return Optional.of("aria2");
        }
        if (text.charAt(0) == '-') {
            return Optional.ofNullable(AZUREUS_STYLE.get(text.substring(1, 3)));
        }
        boolean mainline = Character.isDigit(text.charAt(1)) && text.charAt(2) == '-';
        return mainline ? Optional.ofNullable(MAINLINE_STYLE.get(text.substring(0, 1))) : Optional.empty();
    }

    private static Map<String, String> table(String lines) {
        Map<String, String> table = new HashMap<>();
        lines.lines().forEach(line -> {
            int space = line.indexOf(' ');
            table.put(line.substring(0, space), line.substring(space + 1));
        });
        return Map.copyOf(table);
    }
}
