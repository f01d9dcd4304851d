package dev.herald.conformance;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** A public tracker: the WAR in Payara Micro. All tests share one server, because each start takes ten seconds. */
@RunAsClient
@ExtendWith({DeployedHerald.class, ArquillianExtension.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
final class DeployedWarIT {

    @Deployment(testable = false)
    static WebArchive herald() {
        return DeployedHerald.warWithOperatorEndpoint();
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
            super(FrontendUnderTest.overUdp());
        }
    }

    @Nested
    @RunAsClient
    final class Access_over_http extends AccessConformance.Public {
        Access_over_http() {
            super(FrontendUnderTest.overHttp());
        }
    }

    @Nested
    @RunAsClient
    final class Access_over_Netty extends AccessConformance.Public {
        Access_over_Netty() {
            super(FrontendUnderTest.overNetty());
        }
    }

    @Nested
    @RunAsClient
    final class Http_server extends HttpServerRules {
        @Override
        int port() {
            return DeployedHerald.http();
        }
    }

    @Nested
    @RunAsClient
    final class Netty_HTTP_server extends HttpServerRules {
        @Override
        int port() {
            return DeployedHerald.httpNetty();
        }
    }

    @Nested
    @RunAsClient
    final class Request_bodies_over_http extends TrackerBodyRules {
        @Override
        int port() {
            return DeployedHerald.http();
        }
    }

    @Nested
    @RunAsClient
    final class Request_bodies_over_Netty extends TrackerBodyRules {
        @Override
        int port() {
            return DeployedHerald.httpNetty();
        }
    }

    /** A hidden request changes nothing here, so only a second response reveals it. */
    @Nested
    @RunAsClient
    final class Request_bodies_on_the_admin_port extends RequestBodyRules {
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
    final class Ports extends PortRules {}

    @Nested
    @RunAsClient
    final class Invalid_UDP_connection_ids extends InvalidConnectionIdRules {}
}
