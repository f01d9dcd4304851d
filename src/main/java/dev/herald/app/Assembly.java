package dev.herald.app;

import dev.herald.access.Access;
import dev.herald.access.Decision;
import dev.herald.admin.auth.ScopeFilter;
import dev.herald.admin.auth.Sessions;
import dev.herald.admin.auth.TokenAuthenticator;
import dev.herald.admin.auth.WrongTokenDelay;
import dev.herald.admin.events.History;
import dev.herald.admin.events.LiveOverview;
import dev.herald.admin.events.Sampler;
import dev.herald.admin.events.Watches;
import dev.herald.admin.health.HealthProbes;
import dev.herald.admin.health.ReadinessChecks;
import dev.herald.admin.manage.EffectiveSettings;
import dev.herald.admin.manage.ManageApplication;
import dev.herald.admin.torrust.TorrustApplication;
import dev.herald.bittorrent.Address;
import dev.herald.bittorrent.InfoHash;
import dev.herald.config.ConnectionKey;
import dev.herald.config.MaskedSettings;
import dev.herald.config.Settings;
import dev.herald.config.SettingsSources;
import dev.herald.config.StartupException;
import dev.herald.config.StartupSignals;
import dev.herald.http.ClientAddress;
import dev.herald.http.HomePage;
import dev.herald.http.HttpTracker;
import dev.herald.metrics.Certificates;
import dev.herald.metrics.Frontend;
import dev.herald.metrics.Metrics;
import dev.herald.metrics.OpenSockets;
import dev.herald.net.PublicAddresses;
import dev.herald.registry.Database;
import dev.herald.registry.Registry;
import dev.herald.swarm.SteadyClock;
import dev.herald.swarm.SwarmSettings;
import dev.herald.swarm.SwarmTotals;
import dev.herald.swarm.Swarms;
import dev.herald.tracker.Tracker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;

/**
 * Creates the objects of the tracker and starts them with the application. {@link RegistryAssembly} creates those of the database.
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
    static EffectiveSettings effectiveSettings(SettingsSources sources) {
        return MaskedSettings.of(sources);
    }

    @Produces
    @Singleton
    static InstantSource wallClock() {
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
    static Certificates certificates(Metrics metrics) {
        return new Certificates(metrics.periodicTasks());
    }

    @Produces
    @Singleton
    static OpenSockets openSockets() {
        return new OpenSockets();
    }

    @Produces
    @Singleton
    static HealthProbes healthProbes(OpenSockets sockets, Registry registry) {
        return new HealthProbes(sockets, registry::ping, System::nanoTime);
    }

    @Produces
    @Singleton
    static ReadinessChecks readinessChecks(
            HealthProbes probes, Certificates certificates, Metrics metrics, Swarms swarms, InstantSource wallClock) {
        return new ReadinessChecks(probes, certificates, metrics.periodicTasks(), swarms, wallClock);
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
    static HttpTracker httpTracker(
            Settings settings, Tracker tracker, Metrics metrics, SteadyClock clock, HomePage home) {
        return new HttpTracker(settings.http(), tracker, Frontend.HTTP_JAXRS, metrics, clock, home);
    }

    @Produces
    @Singleton
    static AnnounceUrls announceUrls(Settings settings, OpenSockets sockets) {
        return new AnnounceUrls(sockets, () -> PublicAddresses.ofThisMachine(settings.publicHost()), System::nanoTime);
    }

    @Produces
    @Singleton
    static HomePage homePage(Settings settings, AnnounceUrls urls, Swarms swarms) {
        Supplier<HomePage.Counts> counts = () -> {
            SwarmTotals totals = swarms.totals();
            return new HomePage.Counts(totals.torrents(), totals.seeders(), totals.leechers());
        };
        HomePage.Contents contents = new HomePage.Contents(
                settings.publicHost().inUrl().orElse("BitTorrent tracker"),
                urls::all,
                settings.home().publicStatistics() ? Optional.of(counts) : Optional.empty(),
                settings.access().isPrivate(),
                settings.access().listed());
        return HomePage.of(settings.home(), contents);
    }

    @Produces
    @Singleton
    static Frontends frontends(
            Settings settings,
            SettingsSources sources,
            Tracker tracker,
            Metrics metrics,
            SteadyClock clock,
            InstantSource wallClock,
            Certificates certificates,
            OpenSockets sockets,
            HomePage home) {
        byte[] connectionKey = ConnectionKey.of(sources.value(ConnectionKey.SETTING), settings.dataDir());
        return new Frontends(settings, connectionKey, tracker, metrics, clock, wallClock, certificates, sockets, home);
    }

    @Produces
    @Singleton
    static TokenAuthenticator tokenAuthenticator(Settings settings, Registry registry) {
        return new TokenAuthenticator(settings.admin().tokens(), registry.tokens()::authenticateHash);
    }

    @Produces
    @Singleton
    static Sessions sessions(TokenAuthenticator authenticator, InstantSource wallClock) {
        return new Sessions(authenticator, System::nanoTime, wallClock, new SecureRandom());
    }

    @Produces
    @Singleton
    static WrongTokenDelay wrongTokenDelay(Settings settings) {
        return new WrongTokenDelay(clients(settings), System::nanoTime, new SecureRandom());
    }

    /** Determines the address of a client of the operator's port: that of the connection if a trusted proxy does not send one. */
    static Function<HttpServletRequest, Address> clients(Settings settings) {
        ClientAddress clients = new ClientAddress(settings.http().trustedNetworks());
        return request -> {
            // The container appends a zone to some IPv6 addresses, and has no address for a closed connection.
            String remote =
                    Objects.requireNonNullElse(request.getRemoteAddr(), "").replaceFirst("%.*", "");
            Address peer = Address.parse(remote).orElse(new Address(0, 0));
            return clients.of(peer, name -> Collections.list(request.getHeaders(name)))
                    .orElse(peer);
        };
    }

    @Produces
    @Singleton
    static Lifecycle lifecycle(
            Settings settings,
            Database database,
            Registry registry,
            Frontends frontends,
            Metrics metrics,
            Sampler sampler,
            LiveOverview live,
            History history,
            Watches watches,
            Access access,
            Swarms swarms,
            SteadyClock clock,
            InstantSource wallClock) {
        TotalsRetention retention = new TotalsRetention(
                swarms,
                registry.totals(),
                access::isListed,
                settings.maintenance().totalsRetentionDays(),
                clock);
        return new Lifecycle(
                RegistryAssembly.startup(settings, database, registry, access, retention),
                frontends,
                cleaner(metrics, access, swarms, clock),
                EventsAssembly.figureSampler(metrics, sampler, live, watches, history),
                RegistryAssembly.maintenance(settings, metrics, database, registry, swarms, retention, wallClock));
    }

    private static SwarmCleaner cleaner(Metrics metrics, Access access, Swarms swarms, SteadyClock clock) {
        // Removes peers of announces that were admitted just before their torrent was denied, and stored after its
        // swarm was removed.
        Predicate<InfoHash> denied = infoHash -> access.torrent(infoHash) != Decision.ALLOWED;
        return new SwarmCleaner(metrics.periodicTasks(), swarms.shards(), shard -> {
            if (access.restricts()) {
                swarms.clean(shard, clock.second(), denied);
            } else {
                swarms.clean(shard, clock.second());
            }
        });
    }

    /** Creates everything here, so that every error in the settings is reported here. */
    static void start(
            @Observes @Initialized(ApplicationScoped.class) Object event,
            Instance<SettingsSources> sources,
            Instance<Settings> settings,
            Instance<Lifecycle> lifecycle,
            Instance<Sessions> sessions) {
        boolean started = false;
        try {
            SingleDeployment.claim();
            sources.get().writeFileIfAbsent();
            ScopeFilter.check(List.of(new TorrustApplication(), new ManageApplication()));
            lifecycle.get().start();
            if (System.getProperty(StartupSignals.VERSION) == null) {
                logStoreCapacity(settings.get().maxPeers());
            }
            ConsoleLink.show(
                    settings.get().admin().bind(), settings.get().adminTls().given(), sessions.get());
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
