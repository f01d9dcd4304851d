package dev.herald.app;

import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;

/**
 * The one Herald of a Java virtual machine. An application server can deploy the WAR twice; the second copy would report its
 * start by the same system properties ({@link StartupSignals}) and open the same files, so it is refused.
 */
final class SingleDeployment {

    private static final String STARTING = "starting";

    /** Whether it is this copy of the application that runs; each copy has a class of its own. */
    private static boolean ours;

    private SingleDeployment() {}

    /**
     * Takes the place.
     *
     * @throws StartupException if another copy has it
     */
    static synchronized void claim() {
        if (System.getProperties().putIfAbsent(StartupSignals.STATE, STARTING) != null) {
            throw new StartupException("another Herald is deployed in this server; undeploy that one first");
        }
        ours = true;
    }

    static synchronized boolean isOurs() {
        return ours;
    }

    /** Gives the place back; does nothing if another copy has it. */
    static synchronized void release() {
        if (ours) {
            System.clearProperty(StartupSignals.STATE);
            ours = false;
        }
    }
}
