package dev.herald.app;

import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;

/**
 * Allows one deployment of Herald per JVM. A second deployment in the same application server would use the same system properties
 * ({@link StartupSignals}) and files, so it is rejected.
 */
final class SingleDeployment {

    private static final String STARTING = "starting";

    /** Whether this deployment runs. Each deployment has its own copy of this class. */
    private static boolean ours;

    private SingleDeployment() {}

    /**
     * Registers this deployment.
     *
     * @throws StartupException if another one is registered
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

    /** Unregisters this deployment if it is registered. */
    static synchronized void release() {
        if (ours) {
            System.clearProperty(StartupSignals.STATE);
            ours = false;
        }
    }
}
