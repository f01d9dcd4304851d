"""A torrent client of a few lines around libtorrent (Debian: python3-libtorrent).

usage: libtorrent_client.py TORRENT DIRECTORY PORT free|held

Held, it moves next to no data until it is told to. It reads one word per line:
"go" lifts the hold, "leave" says goodbye to the tracker. It ends with its standard input.
"""

import select
import sys

import libtorrent

torrent, directory, port, hold = sys.argv[1:]
session = libtorrent.session({
    "listen_interfaces": "0.0.0.0:%s,[::]:%s" % (port, port),
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "alert_mask": libtorrent.alert.category_t.all_categories & ~libtorrent.alert.category_t.stats_notification,
})
parameters = libtorrent.add_torrent_params()
parameters.ti = libtorrent.torrent_info(torrent)
parameters.save_path = directory
parameters.flags &= ~(libtorrent.torrent_flags.auto_managed | libtorrent.torrent_flags.paused)
if hold == "held":
    # A limit of 0 would mean none.
    parameters.upload_limit = 1
    parameters.download_limit = 1
handle = session.add_torrent(parameters)

while True:
    readable, _, _ = select.select([sys.stdin], [], [], 0.2)
    if readable:
        word = sys.stdin.readline().strip()
        if not word:
            break
        if word == "go":
            handle.set_upload_limit(-1)
            handle.set_download_limit(-1)
        elif word == "leave":
            handle.pause()
    for alert in session.pop_alerts():
        wanted = alert.category() & (alert.category_t.tracker_notification | alert.category_t.error_notification
                                     | alert.category_t.status_notification)
        # It tries each tracker from each of its addresses, and complains about those of the other family.
        if wanted and "(unreachable)" not in alert.message() and not isinstance(alert, libtorrent.listen_succeeded_alert):
            print(type(alert).__name__, alert.message(), flush=True)
