package dev.herald.app;

import dev.herald.admin.auth.ConfiguredToken;
import dev.herald.config.StartupSignals;
import dev.herald.registry.Actor;
import dev.herald.registry.Entry;
import dev.herald.registry.IssuedToken;
import dev.herald.registry.Scope;
import dev.herald.registry.TokenRepository;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;

/** Sees to it that there is a token of the API, and that it is no secret to the operator what it is. */
final class InitialToken {

    static final String LABEL = "admin";

    private static final Logger LOG = System.getLogger(InitialToken.class.getName());

    private InitialToken() {}

    /**
     * Makes a token if the settings name none and none is stored; it is shown this once, by the launcher or in the log.
     *
     * @throws dev.herald.registry.RegistryUnavailableException if the database is away
     */
    static void see(List<ConfiguredToken> configured, TokenRepository tokens) {
        configured.stream()
                .filter(ConfiguredToken::weak)
                .forEach(token -> LOG.log(
                        Level.WARNING,
                        "the token " + token.label() + " of the settings is short enough to be guessed;"
                                + " better ones have 16 characters or more"));
        if (configured.isEmpty() && tokens.list().isEmpty()) {
            tokens.issue(Actor.HERALD, LABEL, Set.of(Scope.ADMIN), Entry.FOREVER)
                    .ifPresent(InitialToken::show);
        }
    }

    private static void show(IssuedToken issued) {
        if (System.getProperty(StartupSignals.VERSION) == null) {
            LOG.log(Level.INFO, "the API has a token now, which is shown this once: " + issued.secret());
        } else {
            StartupSignals.made(issued.secret());
        }
    }
}
