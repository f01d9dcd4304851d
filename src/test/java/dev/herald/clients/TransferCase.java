package dev.herald.clients;

import static dev.herald.clients.ClientSoftware.ARIA2;
import static dev.herald.clients.ClientSoftware.LIBTORRENT;
import static dev.herald.clients.ClientSoftware.RTORRENT;
import static dev.herald.clients.ClientSoftware.TRANSMISSION;
import static dev.herald.clients.TrackerRoute.HTTP_NETTY_V4;
import static dev.herald.clients.TrackerRoute.HTTP_NETTY_V6;
import static dev.herald.clients.TrackerRoute.HTTP_V4;
import static dev.herald.clients.TrackerRoute.HTTP_V6;
import static dev.herald.clients.TrackerRoute.UDP_V4;
import static dev.herald.clients.TrackerRoute.UDP_V6;
import static dev.herald.clients.TransferCase.Role.LEECHER;
import static dev.herald.clients.TransferCase.Role.SEEDER;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A transfer between a client and libtorrent that find each other through one frontend of the tracker.
 *
 * @param form where the client's announce URL has its key
 */
record TransferCase(ClientSoftware client, Role role, TrackerRoute frontend, KeyForm form) {

    /** A case for a public tracker. */
    TransferCase(ClientSoftware client, Role role, TrackerRoute frontend) {
        this(client, role, frontend, KeyForm.NONE);
    }

    enum Role {
        SEEDER,
        LEECHER
    }

    /**
     * The combinations that the clients support on a public tracker. Each client also uses the Netty HTTP frontend over both families.
     * The slowest cases come first, so that the others run in parallel to them.
     */
    static List<TransferCase> forPublicTracker() {
        return List.of(
                new TransferCase(TRANSMISSION, LEECHER, HTTP_V4),
                new TransferCase(TRANSMISSION, LEECHER, HTTP_V6),
                new TransferCase(TRANSMISSION, LEECHER, HTTP_NETTY_V4),
                new TransferCase(TRANSMISSION, LEECHER, UDP_V4),
                new TransferCase(TRANSMISSION, SEEDER, HTTP_NETTY_V6),
                new TransferCase(TRANSMISSION, SEEDER, HTTP_V6),
                new TransferCase(TRANSMISSION, SEEDER, UDP_V4),
                new TransferCase(ARIA2, LEECHER, HTTP_V4),
                new TransferCase(ARIA2, LEECHER, HTTP_V6),
                new TransferCase(ARIA2, LEECHER, UDP_V4),
                new TransferCase(ARIA2, SEEDER, HTTP_NETTY_V4),
                new TransferCase(ARIA2, LEECHER, HTTP_NETTY_V6),
                new TransferCase(ARIA2, SEEDER, HTTP_V6),
                new TransferCase(ARIA2, SEEDER, UDP_V4),
                new TransferCase(RTORRENT, LEECHER, HTTP_V4),
                new TransferCase(RTORRENT, LEECHER, HTTP_V6),
                new TransferCase(RTORRENT, LEECHER, UDP_V4),
                new TransferCase(RTORRENT, LEECHER, HTTP_NETTY_V6),
                new TransferCase(RTORRENT, SEEDER, HTTP_V4),
                new TransferCase(RTORRENT, SEEDER, HTTP_NETTY_V4),
                new TransferCase(RTORRENT, SEEDER, UDP_V6),
                new TransferCase(LIBTORRENT, LEECHER, HTTP_V4),
                new TransferCase(LIBTORRENT, LEECHER, HTTP_V6),
                new TransferCase(LIBTORRENT, LEECHER, HTTP_NETTY_V6),
                new TransferCase(LIBTORRENT, LEECHER, UDP_V4),
                new TransferCase(LIBTORRENT, LEECHER, UDP_V6),
                new TransferCase(LIBTORRENT, LEECHER, HTTP_NETTY_V4));
    }

    /** Every client with each form of the key over HTTP, and libtorrent over UDP: only libtorrent sends URL data (BEP 41). */
    static List<TransferCase> forPrivateTracker() {
        List<TransferCase> cases = new ArrayList<>();
        for (ClientSoftware client : List.of(TRANSMISSION, ARIA2, RTORRENT, LIBTORRENT)) {
            for (KeyForm form : KeyForm.withKey()) {
                TrackerRoute frontend =
                        switch (form) {
                            case PATH_SUFFIX -> HTTP_V6;
                            case PATH_PREFIX -> HTTP_NETTY_V4;
                            default -> HTTP_V4;
                        };
                cases.add(new TransferCase(client, LEECHER, frontend, form));
            }
        }
        for (KeyForm form : KeyForm.withKey()) {
            cases.add(new TransferCase(LIBTORRENT, LEECHER, form == KeyForm.PATH_SUFFIX ? UDP_V6 : UDP_V4, form));
        }
        return cases;
    }

    Client.Start seeder() {
        return role == SEEDER ? client::start : Libtorrent::startHeld;
    }

    Client.Start leecher() {
        return role == LEECHER ? client::start : Libtorrent::startHeld;
    }

    /** rTorrent over UDP misses the response in about one of 18 runs, with other trackers too, and retries late. */
    int attempts() {
        return client == RTORRENT && frontend == UDP_V4 ? 2 : 1;
    }

    /** A short name without special characters, for a directory. */
    String directoryName() {
        return (client.name() + "-" + role.name() + "-" + frontend.name() + "-" + form.name())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    @Override
    public String toString() {
        return client + (role == SEEDER ? " seeds" : " leeches") + " through " + frontend
                + (form == KeyForm.NONE ? "" : " with " + form);
    }
}
