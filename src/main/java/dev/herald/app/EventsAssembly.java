package dev.herald.app;

import com.sun.management.OperatingSystemMXBean;
import dev.herald.admin.events.Clients;
import dev.herald.admin.events.Figures;
import dev.herald.admin.events.HealthWatch;
import dev.herald.admin.events.History;
import dev.herald.admin.events.LiveOverview;
import dev.herald.admin.events.Overview;
import dev.herald.admin.events.Sample;
import dev.herald.admin.events.Sampler;
import dev.herald.admin.events.ServerInfo;
import dev.herald.admin.events.Watches;
import dev.herald.admin.health.ReadinessChecks;
import dev.herald.config.PrivateFiles;
import dev.herald.config.Settings;
import dev.herald.config.StartupSignals;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.metrics.PeriodicTask;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.AnnounceWatcher;
import dev.herald.tracker.Tracker;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Creates the live stream and the history of figures. */
@Dependent
final class EventsAssembly {

    /** One for each viewer that does not read, and some for health checks. */
    private static final int MAX_WRITERS = LiveOverview.MAX_VIEWERS + 8;

    private static final int IDLE_SECONDS = 30;

    private EventsAssembly() {}

    @Produces
    @Singleton
    static Sampler sampler(Metrics metrics, Swarms swarms, SteadyClock clock) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Sampler(new Figures(metrics, swarms, system::getProcessCpuTime), () -> clock.wall(clock.second()));
    }

    @Produces
    @Singleton
    static LiveOverview live(
            Settings settings,
            Sampler sampler,
            OpenSockets sockets,
            Certificates certificates,
            ReadinessChecks checks,
            EventWriters writers,
            AnnounceUrls announceUrls) {
        String version = System.getProperty(StartupSignals.VERSION, "");
        ServerInfo server = new ServerInfo(
                version.isEmpty() ? "unknown" : version,
                sampler.latest().second(),
                settings.maxPeers(),
                settings.access(),
                announceUrls::of);
        return new LiveOverview(
                sampler,
                new Overview(server, sockets, certificates),
                new HealthWatch(checks::report, writers.threads(), System::nanoTime),
                writers.threads());
    }

    @Produces
    @Singleton
    static History history(Settings settings, SteadyClock clock) {
        return new History(settings.dataDir(), PrivateFiles::open, () -> clock.wall(clock.second()));
    }

    /** The tracker is told of watches only while there are some. */
    @Produces
    @Singleton
    static Watches watches(Tracker tracker, EventWriters writers, SteadyClock clock) {
        AtomicReference<Watches> made = new AtomicReference<>();
        made.set(new Watches(
                active -> tracker.watch(active ? new WatchedAnnounces(made.get()) : AnnounceWatcher.NONE),
                writers.threads(),
                () -> clock.wall(clock.second())));
        return made.get();
    }

    @Produces
    @Singleton
    static Clients clients(Swarms swarms, SteadyClock clock) {
        return new Clients(swarms, clock::second);
    }

    /** Takes the samples, and closes everything here at the end. */
    static FigureSampler figureSampler(
            Metrics metrics, Sampler sampler, LiveOverview live, Watches watches, History history) {
        PeriodicTask writing = metrics.periodicTasks().add("writing of the history of figures");
        return new FigureSampler(
                metrics.periodicTasks(),
                () -> {
                    Sample sample = sampler.sample();
                    live.publish(sample);
                    watches.publish();
                    writing.run(() -> history.add(sample));
                },
                () -> {
                    live.close();
                    watches.close();
                    history.close();
                });
    }

    /** The threads that write events. */
    record EventWriters(ExecutorService threads) {}

    @Produces
    @Singleton
    static EventWriters writers() {
        return new EventWriters(new ThreadPoolExecutor(
                0, MAX_WRITERS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "herald-events");
                    thread.setDaemon(true);
                    return thread;
                }));
    }

    static void close(@Disposes EventWriters writers) {
        writers.threads().shutdownNow();
    }
}
