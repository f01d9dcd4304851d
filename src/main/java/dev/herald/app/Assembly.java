package dev.herald.app;

import dev.herald.access.Access;
import dev.herald.access.Decision;
import dev.herald.admin.auth.ScopeFilter;
import dev.herald.admin.health.FrontendProbes;
import dev.herald.admin.manage.ManageApplication;
import dev.herald.admin.torrust.TorrustApplication;
import dev.herald.bittorrent.InfoHash;
import dev.herald.config.ConfiguredValues;
import dev.herald.config.ConnectionKey;
import dev.herald.config.PrivateFiles;
import dev.herald.config.Settings;
import dev.herald.config.SettingsCheck;
import dev.herald.config.SettingsSources;
import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import dev.herald.http.HttpTracker;
import dev.herald.http.volume.VolumeServer;
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
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;

/**
 * Builds the plain objects of the tracker, once, in the order they need each other, and starts them with the application.
 *
 * <p>Produced as {@code @Singleton}, never {@code @ApplicationScoped}: a singleton is injected as itself, so no client proxy
 * stands on the announce path and the classes can be final.
 */
@Dependent
final class Assembly {

    private static final Logger LOG = System.getLogger(Assembly.class.getName());

    /** Read once, so that all who ask are told the same. */
    @Produces
    @Singleton
    static SettingsSources sources() {
        return SettingsSources.ofThisProcess();
    }

    @Produces
    @Singleton
    static ConfiguredValues values(Config config, SettingsSources sources) {
        return new ConfiguredValues(config, sources);
    }

    @Produces
    @Singleton
    static Settings settings(ConfiguredValues values) {
        return SettingsCheck.of(values.own(), values);
    }

    @Produces
    @Singleton
    static InstantSource clock() {
        return InstantSource.system();
    }

    /** Not also an {@link InstantSource} to those who want the wall clock. */
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
    static OpenSockets doors() {
        return new OpenSockets();
    }

    @Produces
    @Singleton
    static FrontendProbes doorWatch(OpenSockets doors) {
        return new FrontendProbes(doors, System::nanoTime);
    }

    @Produces
    @Singleton
    static Swarms swarms(Settings settings) {
        int totals = TotalsRetention.most(
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
        return new HttpTracker(settings.http(), tracker, Frontend.HTTP, metrics, clock);
    }

    @Produces
    @Singleton
    static VolumeServer volume(Settings settings, Tracker tracker, Metrics metrics, SteadyClock clock) {
        HttpTracker http = new HttpTracker(settings.http(), tracker, Frontend.VOLUME, metrics, clock);
        return new VolumeServer(settings.volume(), settings.http().trustedNetworks(), http);
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
        HttpTracker http = new HttpTracker(settings.http(), tracker, Frontend.VOLUME_TLS, metrics, clock);
        return new HttpsFrontend(settings, http, certificates, wall);
    }

    @Produces
    @Singleton
    static UdpServer udp(
            Settings settings, ConfiguredValues values, Tracker tracker, Metrics metrics, SteadyClock clock) {
        byte[] secret = ConnectionKey.of(values.value(ConnectionKey.SETTING), settings.dataDir());
        return new UdpServer(settings.udp(), secret, tracker, metrics, clock);
    }

    @Produces
    @Singleton
    static SwarmCleaner janitor(Metrics metrics, Access access, Swarms swarms, SteadyClock clock) {
        // An announce that was let in just before its torrent was forbidden may have come after the drop.
        Predicate<InfoHash> forbidden = infoHash -> access.torrent(infoHash) != Decision.ALLOWED;
        return new SwarmCleaner(metrics.periodicTasks(), swarms.shards(), shard -> {
            long second = clock.second();
            if (access.restricts()) {
                swarms.clean(shard, second, forbidden);
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
            VolumeServer volume,
            HttpsFrontend tls,
            ListenerGuards listeners,
            OpenSockets doors,
            SwarmCleaner janitor) {
        Runnable durable = () -> {
            PrivateFiles.tighten(settings.dataDir()).forEach(line -> LOG.log(Level.INFO, line));
            opening.run();
            // The database has created its file by now, with the permissions of the umask.
            List<String> unused = PrivateFiles.tighten(settings.dataDir());
            InitialToken.see(settings.admin().tokens(), registry.tokens());
        };
        return new Lifecycle(settings, durable, upkeep, udp, volume, tls, listeners, doors, janitor);
    }

    /** Nothing is built before this, so that whatever is wrong with the settings comes to light here. */
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
                sayRoom(settings.get().maxPeers());
            }
            started = true;
        } catch (RuntimeException e) {
            StartupException failure = StartupException.because(e);
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

    /** Herald's own launcher prints it with the addresses. */
    private static void sayRoom(int most) {
        LOG.log(
                Level.INFO,
                "there is room for {0} peers and torrents (herald.memory.max-peers), in a heap of {1} MB",
                most == 0 ? "any number of" : Integer.toString(most),
                Long.toString(Runtime.getRuntime().maxMemory() >> 20));
    }
}
