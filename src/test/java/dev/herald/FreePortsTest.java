package dev.herald;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class FreePortsTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.9", "::1", "0.0.0.0", "::"})
    void a_server_listens_on_a_port_and_stops_and_starts_again(String host) throws IOException {
        if (host.contains(":")) {
            Requires.ipv6();
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), FreePorts.next());
        InetSocketAddress near = host.equals("0.0.0.0") || host.equals("::")
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                : address;
        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(() -> connect(near)).isInstanceOf(ConnectException.class);
            try (ServerSocket server = new ServerSocket()) {
                server.setReuseAddress(true);
                server.bind(address);
                connect(near);
                server.accept().close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void whoever_does_not_share_addresses_cannot_have_it(String host) throws IOException {
        if (host.contains(":")) {
            Requires.ipv6();
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), FreePorts.next());
        try (ServerSocket other = new ServerSocket()) {
            other.setReuseAddress(false);
            assertThatThrownBy(() -> other.bind(address)).isInstanceOf(BindException.class);
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address);
        }
    }
}
