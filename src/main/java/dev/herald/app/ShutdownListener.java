package dev.herald.app;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Stops what Herald runs while the application is still whole. When the container lets go of beans, it loads no more classes, and
 * what has to be written at the end may be the first to need some.
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
        // A start that fails has cleaned up, and may be that of a second copy while the first one runs.
        if (SingleDeployment.isOurs()) {
            lifecycle.get().stop();
            SingleDeployment.release();
        }
    }
}
