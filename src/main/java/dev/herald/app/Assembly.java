package dev.herald.app;

import dev.herald.access.Access;
import dev.herald.access.Decision;
import dev.herald.admin.auth.ScopeFilter;
import dev.herald.admin.health.FrontendProbes;
import dev.herald.admin.manage.ManageApplication;
import dev.herald.admin.torrust.TorrustApplication;
import dev.herald.bittorrent.InfoHash;
import dev.herald.config.ConnectionKey;
import dev.herald.config.PrivateFiles;
import dev.herald.config.Settings;
import dev.herald.config.SettingsSources;
import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import dev.herald.http.HttpTracker;
import dev.herald.http.netty.NettyHttpServer;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.payara.ListenerGuards;
import dev.herald.registry.Registry;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.Tracker;
import dev.herald.udp.UdpServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;

/**
 * Creates the objects of the tracker once, in the order of their dependencies, and starts them with the application.
 *
 * <p>All are {@code @Singleton}, none {@code @ApplicationScoped}: a singleton is injected without a client proxy, so that the announce path
 * has none and the classes can be final.
 */
@Dependent
final class Assembly {

    private static final Logger LOG = System.getLogger(Assembly.class.getName());

    /** Reads the sources once, so that every reader gets the same values. */
    @Produces
    @Singleton
    static SettingsSources sources(Config config) {
        Map<String, String> container = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("herald.")) {
                config.getOptionalValue(name, String.class).ifPresent(value -> container.put(name, value));
            }
        }
        return SettingsSources.ofThisProcess().withContainer(container);
    }

    @Produces
    @Singleton
    static Settings settings(SettingsSources sources) {
        return sources.settings();
    }

    @Produces
    @Singleton
    static InstantSource clock() {
        return InstantSource.system();
    }

    /** Typed, so that it is not injected as an {@link InstantSource}, which is the wall clock. */
    @Produces
    @Singleton
    @Typed(SteadyClock.class)
    static SteadyClock steadyClock() {
        return new SteadyClock();
    }

    @Produces
    @Singleton
    static Metrics metrics() {
        return new Metrics();
    }

    @Produces
    @Singleton
    static OpenSockets frontends() {
        return new OpenSockets();
    }

    @Produces
    @Singleton
    static FrontendProbes frontendProbes(OpenSockets frontends) {
        return new FrontendProbes(frontends, System::nanoTime);
    }

    @Produces
    @Singleton
    static Swarms swarms(Settings settings) {
        int totals = TotalsRetention.maxTotals(
                settings.swarm().maxTotals(), Runtime.getRuntime().maxMemory());
        SwarmSettings swarm = settings.swarm().withMaxTotals(totals);
        return new Swarms(swarm, settings.announce().peerLifetimeSeconds(), new SecureRandom());
    }

    @Produces
    @Singleton
    static Access access(Settings settings, Swarms swarms, SteadyClock clock) {
        Access access = new Access(settings.access(), new SecureRandom(), swarms::drop, clock::wall);
        swarms.countDownloadsOf(access::isListed);
        return access;
    }

    @Produces
    @Singleton
    static Tracker tracker(Settings settings, Access access, Swarms swarms) {
        return new Tracker(settings.announce(), access, swarms);
    }

    @Produces
    @Singleton
    static HttpTracker http(Settings settings, Tracker tracker, Metrics metrics, SteadyClock clock) {
        return new HttpTracker(settings.http(), tracker, Frontend.HTTP_JAXRS, metrics, clock);
    }

    @Produces
    @Singleton
    static NettyHttpServer httpNetty(Settings settings, Tracker tracker, Metrics metrics, SteadyClock clock) {
        HttpTracker http = new HttpTracker(settings.http(), tracker, Frontend.HTTP_NETTY, metrics, clock);
        return new NettyHttpServer(settings.httpNetty(), settings.http().trustedNetworks(), http);
    }

    @Produces
    @Singleton
    static Certificates certificates(Metrics metrics) {
        return new Certificates(metrics.periodicTasks());
    }

    @Produces
    @Singleton
    static HttpsFrontend tls(
            Settings settings,
            Tracker tracker,
            Metrics metrics,
            Certificates certificates,
            SteadyClock clock,
            InstantSource wall) {
        HttpTracker http = new HttpTracker(settings.http(), tracker, Frontend.HTTP_NETTY_TLS, metrics, clock);
        return new HttpsFrontend(settings, http, certificates, wall);
    }

    @Produces
    @Singleton
    static UdpServer udp(
            Settings settings, SettingsSources sources, Tracker tracker, Metrics metrics, SteadyClock clock) {
        byte[] secret = ConnectionKey.of(sources.value(ConnectionKey.SETTING), settings.dataDir());
        return new UdpServer(settings.udp(), secret, tracker, metrics, clock);
    }

    @Produces
    @Singleton
    static SwarmCleaner janitor(Metrics metrics, Access access, Swarms swarms, SteadyClock clock) {
        // Removes peers of announces that were admitted just before their torrent was denied, and stored after its
        // swarm
        // was removed.
        Predicate<InfoHash> denied = infoHash -> access.torrent(infoHash) != Decision.ALLOWED;
        return new SwarmCleaner(metrics.periodicTasks(), swarms.shards(), shard -> {
            long second = clock.second();
            if (access.restricts()) {
                swarms.clean(shard, second, denied);
            } else {
                swarms.clean(shard, second);
            }
        });
    }

    @Produces
    @Singleton
    static ListenerGuards listeners(Settings settings, Metrics metrics) {
        return new ListenerGuards(settings, metrics.periodicTasks());
    }

    @Produces
    @Singleton
    static Lifecycle lifecycle(
            Settings settings,
            RegistryStartup opening,
            Registry registry,
            DatabaseMaintenance upkeep,
            UdpServer udp,
            NettyHttpServer httpNetty,
            HttpsFrontend tls,
            ListenerGuards listeners,
            OpenSockets frontends,
            SwarmCleaner janitor) {
        Runnable durable = () -> {
            PrivateFiles.tighten(settings.dataDir()).forEach(line -> LOG.log(Level.INFO, line));
            opening.run();
            // The database has now created its file with the permissions of the umask.
            List<String> unused = PrivateFiles.tighten(settings.dataDir());
            InitialToken.ensureExists(settings.admin().tokens(), registry.tokens());
        };
        return new Lifecycle(settings, durable, upkeep, udp, httpNetty, tls, listeners, frontends, janitor);
    }

    /** Creates everything here, so that every error in the settings is reported here. */
    static void start(
            @Observes @Initialized(ApplicationScoped.class) Object event,
            Instance<SettingsSources> sources,
            Instance<Settings> settings,
            Instance<Lifecycle> lifecycle) {
        boolean started = false;
        try {
            SingleDeployment.claim();
            sources.get().writeFileIfAbsent();
            ScopeFilter.check(List.of(new TorrustApplication(), new ManageApplication()));
            lifecycle.get().start();
            if (System.getProperty(StartupSignals.VERSION) == null) {
                logStoreCapacity(settings.get().maxPeers());
            }
            started = true;
        } catch (RuntimeException e) {
            StartupException failure = StartupException.causedBy(e);
            System.setProperty(StartupSignals.FAILURE, failure.getMessage());
            LOG.log(Level.ERROR, "Herald cannot start: " + failure.getMessage());
            LOG.log(Level.DEBUG, "the cause", e);
            throw failure;
        } finally {
            if (!started) {
                SingleDeployment.release();
            }
        }
    }

    /** Not needed with the launcher, whose banner contains it. */
    private static void logStoreCapacity(int maxPeers) {
        LOG.log(
                Level.INFO,
                "Maximum number of peers and torrents (herald.memory.max-peers): {0}, in a heap of {1} MB",
                maxPeers == 0 ? "unlimited" : Integer.toString(maxPeers),
                Long.toString(Runtime.getRuntime().maxMemory() >> 20));
    }
}
