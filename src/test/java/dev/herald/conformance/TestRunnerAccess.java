package dev.herald.conformance;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

/**
 * Forwards Arquillian's requests to the servlet that runs tests in the server. This filter runs before the filters of the
 * application, which reject the path on every port.
 */
@WebListener
public final class TestRunnerAccess implements ServletContextListener {

    private static final String RUNNER = "/ArquillianServletRunnerEE9";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        FilterRegistration.Dynamic filter = event.getServletContext()
                .addFilter("test-runner-access", (request, response, chain) -> request.getRequestDispatcher(RUNNER)
                        .forward(request, response));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, RUNNER);
    }
}
