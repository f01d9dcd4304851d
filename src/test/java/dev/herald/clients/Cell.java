package dev.herald.clients;

import static dev.herald.clients.Cell.Role.LEECHER;
import static dev.herald.clients.Cell.Role.SEEDER;
import static dev.herald.clients.Software.ARIA2;
import static dev.herald.clients.Software.LIBTORRENT;
import static dev.herald.clients.Software.RTORRENT;
import static dev.herald.clients.Software.TRANSMISSION;
import static dev.herald.clients.TrackerRoute.HTTP_NETTY_V4;
import static dev.herald.clients.TrackerRoute.HTTP_NETTY_V6;
import static dev.herald.clients.TrackerRoute.HTTP_V4;
import static dev.herald.clients.TrackerRoute.HTTP_V6;
import static dev.herald.clients.TrackerRoute.UDP_V4;
import static dev.herald.clients.TrackerRoute.UDP_V6;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One transfer between a client and libtorrent, whose swarm is brought together through one frontend of the tracker.
 *
 * @param form how the client's announce URL carries its key
 */
record Cell(Software client, Role role, TrackerRoute frontend, KeyForm form) {

    /** On a public tracker. */
    Cell(Software client, Role role, TrackerRoute frontend) {
        this(client, role, frontend, KeyForm.NONE);
    }

    enum Role {
        SEEDER,
        LEECHER
    }

    /**
     * What the clients can do on a public tracker, each of them by both families through the Netty HTTP frontend, too; the slowest
     * stand first, so that the others run beside them.
     */
    static List<Cell> ofPublicTracker() {
        return List.of(
                new Cell(TRANSMISSION, LEECHER, HTTP_V4),
                new Cell(TRANSMISSION, LEECHER, HTTP_V6),
                new Cell(TRANSMISSION, LEECHER, HTTP_NETTY_V4),
                new Cell(TRANSMISSION, LEECHER, UDP_V4),
                new Cell(TRANSMISSION, SEEDER, HTTP_NETTY_V6),
                new Cell(TRANSMISSION, SEEDER, HTTP_V6),
                new Cell(TRANSMISSION, SEEDER, UDP_V4),
                new Cell(ARIA2, LEECHER, HTTP_V4),
                new Cell(ARIA2, LEECHER, HTTP_V6),
                new Cell(ARIA2, LEECHER, UDP_V4),
                new Cell(ARIA2, SEEDER, HTTP_NETTY_V4),
                new Cell(ARIA2, LEECHER, HTTP_NETTY_V6),
                new Cell(ARIA2, SEEDER, HTTP_V6),
                new Cell(ARIA2, SEEDER, UDP_V4),
                new Cell(RTORRENT, LEECHER, HTTP_V4),
                new Cell(RTORRENT, LEECHER, HTTP_V6),
                new Cell(RTORRENT, LEECHER, UDP_V4),
                new Cell(RTORRENT, LEECHER, HTTP_NETTY_V6),
                new Cell(RTORRENT, SEEDER, HTTP_V4),
                new Cell(RTORRENT, SEEDER, HTTP_NETTY_V4),
                new Cell(RTORRENT, SEEDER, UDP_V6),
                new Cell(LIBTORRENT, LEECHER, HTTP_V4),
                new Cell(LIBTORRENT, LEECHER, HTTP_V6),
                new Cell(LIBTORRENT, LEECHER, HTTP_NETTY_V6),
                new Cell(LIBTORRENT, LEECHER, UDP_V4),
                new Cell(LIBTORRENT, LEECHER, UDP_V6),
                new Cell(LIBTORRENT, LEECHER, HTTP_NETTY_V4));
    }

    /** Every client with the key in each form over HTTP, and over UDP the only one that sends URL data (BEP 41). */
    static List<Cell> ofPrivateTracker() {
        List<Cell> cells = new ArrayList<>();
        for (Software client : List.of(TRANSMISSION, ARIA2, RTORRENT, LIBTORRENT)) {
            for (KeyForm form : KeyForm.withKey()) {
                TrackerRoute frontend =
                        switch (form) {
                            case BEHIND -> HTTP_V6;
                            case BEFORE -> HTTP_NETTY_V4;
                            default -> HTTP_V4;
                        };
                cells.add(new Cell(client, LEECHER, frontend, form));
            }
        }
        for (KeyForm form : KeyForm.withKey()) {
            cells.add(new Cell(LIBTORRENT, LEECHER, form == KeyForm.BEHIND ? UDP_V6 : UDP_V4, form));
        }
        return cells;
    }

    Client.Start seeder() {
        return role == SEEDER ? client::start : Libtorrent::startHeld;
    }

    Client.Start leecher() {
        return role == LEECHER ? client::start : Libtorrent::startHeld;
    }

    /** rTorrent over UDP got no answer into its hands once in 18 runs, with other trackers too, and asks again late. */
    int attempts() {
        return client == RTORRENT && frontend == UDP_V4 ? 2 : 1;
    }

    /** A short name that is good for a folder. */
    String slug() {
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
