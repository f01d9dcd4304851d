package dev.herald.app;

import dev.herald.config.StartupSignals;
import dev.herald.net.EventLoops;

/** Starts the registry, then the frontends; stops them in reverse order. Reports the result in {@link StartupSignals}. */
final class Lifecycle {

    private final Runnable registryStartup;
    private final Frontends frontends;
    private final SwarmCleaner cleaner;
    private final FigureSampler sampler;
    private final DatabaseMaintenance maintenance;

    Lifecycle(
            Runnable registryStartup,
            Frontends frontends,
            SwarmCleaner cleaner,
            FigureSampler sampler,
            DatabaseMaintenance maintenance) {
        this.registryStartup = registryStartup;
        this.frontends = frontends;
        this.cleaner = cleaner;
        this.sampler = sampler;
        this.maintenance = maintenance;
    }

    /**
     * Starts everything.
     *
     * @throws RuntimeException if something cannot be started; everything is stopped then
     */
    void start() {
        System.clearProperty(StartupSignals.FAILURE);
        try {
            registryStartup.run();
            frontends.open();
            cleaner.start();
            sampler.start();
            maintenance.start();
            System.setProperty(StartupSignals.STATE, "ready");
        } catch (RuntimeException e) {
            stop();
            throw e;
        } finally {
            EventLoops.forgetCallingThread();
        }
    }

    void stop() {
        System.clearProperty(StartupSignals.STATE);
        sampler.close();
        cleaner.close();
        frontends.close();
        // After the frontends, so that the downloads of the last announces are written.
        maintenance.close();
        EventLoops.forgetCallingThread();
    }
}
