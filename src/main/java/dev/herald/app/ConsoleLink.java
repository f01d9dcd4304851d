package dev.herald.app;

import dev.herald.admin.auth.Sessions;
import dev.herald.bittorrent.Endpoint;
import dev.herald.config.StartupSignals;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Issues the one-time code of the console, and shows it to the operator once. */
final class ConsoleLink {

    private static final Logger LOG = System.getLogger(ConsoleLink.class.getName());

    private ConsoleLink() {}

    /**
     * Issues a code if only this machine reaches the operator's port: the link is in a terminal or a log, and is sent without TLS. The
     * launcher or the log shows it.
     *
     * @param operator endpoint of the operator's port
     * @param tls whether it uses TLS
     */
    static void show(Endpoint operator, boolean tls, Sessions sessions) {
        if (!operator.address().toInetAddress().isLoopbackAddress()) {
            return;
        }
        String code = sessions.issueCode();
        if (System.getProperty(StartupSignals.VERSION) == null) {
            LOG.log(
                    Level.INFO,
                    "The console, for the next 5 minutes and once without a token: " + (tls ? "https" : "http") + "://"
                            + operator + "/console/#code=" + code);
        } else {
            StartupSignals.publishCode(code);
        }
    }
}
