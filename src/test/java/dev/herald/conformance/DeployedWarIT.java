package dev.herald.conformance;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The WAR in its container, seen from outside. One server for all, because each start takes ten seconds. */
@RunAsClient
@ExtendWith({DeployedHerald.class, ArquillianExtension.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
final class DeployedWarIT {

    @Deployment(testable = false)
    static WebArchive herald() {
        return DeployedHerald.warWithHatch();
    }

    @Nested
    @RunAsClient
    final class Over_udp extends TrackerConformance {
        @Override
        public FrontendClient frontend() {
            return new UdpClient(DeployedHerald.udp());
        }
    }

    @Nested
    @RunAsClient
    final class Over_http extends TrackerConformance {
        @Override
        public FrontendClient frontend() {
            return new HttpClient(DeployedHerald.http());
        }
    }

    @Nested
    @RunAsClient
    final class Over_Netty extends TrackerConformance {
        @Override
        public FrontendClient frontend() {
            return new HttpClient(DeployedHerald.httpNetty());
        }
    }

    @Nested
    @RunAsClient
    final class Access_over_udp extends AccessConformance.Public {
        Access_over_udp() {
            super(Entrance.overUdp());
        }
    }

    @Nested
    @RunAsClient
    final class Access_over_http extends AccessConformance.Public {
        Access_over_http() {
            super(Entrance.overHttp());
        }
    }

    @Nested
    @RunAsClient
    final class Access_over_Netty extends AccessConformance.Public {
        Access_over_Netty() {
            super(Entrance.overNetty());
        }
    }

    @Nested
    @RunAsClient
    final class The_http_server extends HttpServerRules {
        @Override
        int port() {
            return DeployedHerald.http();
        }
    }

    @Nested
    @RunAsClient
    final class The_Netty_HTTP_server extends HttpServerRules {
        @Override
        int port() {
            return DeployedHerald.httpNetty();
        }
    }

    @Nested
    @RunAsClient
    final class Bodies_over_http extends TrackerBodyRules {
        @Override
        int port() {
            return DeployedHerald.http();
        }
    }

    @Nested
    @RunAsClient
    final class Bodies_over_Netty extends TrackerBodyRules {
        @Override
        int port() {
            return DeployedHerald.httpNetty();
        }
    }

    /** An answer tells that a hidden request has been done. */
    @Nested
    @RunAsClient
    final class Bodies_to_the_operator extends BodyRules {
        @Override
        int port() {
            return DeployedHerald.admin();
        }

        @Override
        String path() {
            return "/api/v1/stats";
        }

        @Override
        String hidden() {
            return "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        }

        @Override
        boolean isProcessed(String hidden) {
            return false;
        }
    }

    @Nested
    @RunAsClient
    final class The_ports extends PortRules {}

    @Nested
    @RunAsClient
    final class The_udp_server extends UdpSilence {}
}
