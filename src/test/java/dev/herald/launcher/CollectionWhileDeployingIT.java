package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A debugger starts a garbage collection while Payara holds the new class loader by a weak reference only. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CollectionWhileDeployingIT {

    private static final String DEPLOYMENT = "org.glassfish.deployment.common.DeploymentContextImpl";
    private static final String CREATION = "createDeploymentClassLoader";
    private static final int PATIENCE_MILLIS = 600_000;

    @TempDir
    Path folder;

    @Test
    void a_boot_that_fails_because_of_a_garbage_collection_is_repeated() throws Exception {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(each -> each.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("port").setValue("0");
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("timeout").setValue(Integer.toString(PATIENCE_MILLIS));
        String address = connector.startListening(arguments);
        String agent = "-agentlib:jdwp=transport=dt_socket,suspend=y,address=" + address;
        try (HeraldProcess herald =
                HeraldProcess.start(folder, HeraldProcess.FREE_PORTS, agent, HeraldProcess.COMPILED_ONCE)) {
            VirtualMachine machine = connector.accept(arguments);
            connector.stopListening(arguments);

            collectAfterCreation(machine);

            String block = herald.block();
            assertThat(block).as(herald.errors()).contains("is up");
            assertThat(herald.errors()).containsOnlyOnce("herald: booting the container failed, trying once more: ");
            assertThat(ServerRequests.udpConnect(HeraldProcess.find(block, "(udp://127\\S+)")))
                    .isTrue();
            ServerRequests.awaitOk(HeraldProcess.find(block, "operator  (\\S+)") + "health/ready");
            herald.signal("TERM");
            assertThat(herald.exitCode()).isZero();
        }
    }

    private static void collectAfterCreation(VirtualMachine machine) throws Exception {
        ClassPrepareRequest wanted = machine.eventRequestManager().createClassPrepareRequest();
        wanted.addClassFilter(DEPLOYMENT);
        wanted.enable();
        machine.resume();
        while (true) {
            EventSet events = machine.eventQueue().remove(PATIENCE_MILLIS);
            assertThat(events).isNotNull();
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent prepared) {
                    machine.eventRequestManager()
                            .createBreakpointRequest(end(prepared.referenceType()))
                            .enable();
                } else if (event instanceof BreakpointEvent reached) {
                    collect(machine, reached.thread());
                    machine.dispose();
                    return;
                }
            }
            events.resume();
        }
    }

    private static Location end(ReferenceType deployment) throws Exception {
        List<Location> lines = deployment.methodsByName(CREATION).get(0).allLineLocations();
        return lines.get(lines.size() - 1);
    }

    private static void collect(VirtualMachine machine, ThreadReference thread) throws Exception {
        ClassType system = (ClassType) machine.classesByName("java.lang.System").get(0);
        system.invokeMethod(thread, system.methodsByName("gc").get(0), List.of(), 0);
    }
}
