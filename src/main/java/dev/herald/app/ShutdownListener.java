package dev.herald.app;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Stops Herald before the container destroys the beans. After that no classes can be loaded, and the last writes may be the first to need
 * some.
 */
@WebListener
public final class ShutdownListener implements ServletContextListener {

    private final Instance<Lifecycle> lifecycle;

    @Inject
    ShutdownListener(Instance<Lifecycle> lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        // A failed start has cleaned up already, and may be that of a second deployment while the first one runs.
        if (SingleDeployment.isOurs()) {
            lifecycle.get().stop();
            SingleDeployment.release();
        }
    }
}
