package dev.herald.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PackageIT {

    private static final Path WAR = Path.of(System.getProperty("herald.war"));
    private static final Path SERVER = Path.of(System.getProperty("payara.microJar"));

    @Test
    void the_jar_contains_only_the_classes_shared_by_all_class_loaders() throws IOException {
        assertThat(names(HeraldProcess.jar()))
                .filteredOn(name -> name.endsWith(".class") && !name.startsWith("fish/payara/micro/"))
                .containsExactlyInAnyOrder(
                        "dev/herald/config/StartupSignals.class",
                        "dev/herald/launcher/CommandLine.class",
                        "dev/herald/launcher/Herald.class",
                        "dev/herald/launcher/OneLineLogHandler.class",
                        "dev/herald/launcher/OneLineLogHandler$Line.class",
                        "dev/herald/launcher/WarClassLoader.class",
                        "dev/herald/metrics/OutOfMemory.class");
    }

    @Test
    void the_jar_enables_IPv6_in_the_properties_of_the_server() throws IOException {
        try (JarFile jar = new JarFile(HeraldProcess.jar().toFile());
                InputStream entry = jar.getInputStream(jar.getEntry("MICRO-INF/payara-boot.properties"))) {
            Properties boot = new Properties();
            boot.load(entry);
            assertThat(boot).containsEntry("java.net.preferIPv4Stack", "false").containsKey("product.name");
        }
    }

    @Test
    void the_jar_opens_the_packages_that_the_servers_manifest_opens() throws IOException {
        try (JarFile ours = new JarFile(HeraldProcess.jar().toFile());
                JarFile theirs = new JarFile(SERVER.toFile())) {
            for (String name : Set.of("Add-Opens", "Add-Exports", "Start-Class")) {
                assertThat(ours.getManifest().getMainAttributes().getValue(name))
                        .as(name)
                        .isEqualTo(theirs.getManifest().getMainAttributes().getValue(name));
            }
        }
    }

    @Test
    void the_WAR_contains_no_package_of_the_server() throws IOException {
        Set<String> server = packages(SERVER, "MICRO-INF/runtime/");
        Set<String> war = packages(WAR, "WEB-INF/lib/");

        assertThat(server).hasSizeGreaterThan(500).contains("jakarta/ws/rs", "com/hazelcast/core", "org/h2");
        assertThat(war).contains("io/netty/channel/epoll", "io/netty/handler/codec/http");
        // Annotations without code; the server has older ones of the same names.
        war.removeIf(name -> name.startsWith("com/google/errorprone/annotations") || name.startsWith("org/jspecify"));
        assertThat(war).doesNotContainAnyElementsOf(server);
    }

    @Test
    void the_WAR_contains_native_epoll_for_Linux_only() throws IOException {
        assertThat(names(WAR))
                .filteredOn(name -> name.contains("native"))
                .anyMatch(name -> name.endsWith("linux-x86_64.jar"))
                .anyMatch(name -> name.endsWith("linux-aarch_64.jar"))
                .noneMatch(name -> name.contains("osx") || name.contains("windows") || name.contains("quic"));
    }

    @Test
    void the_WAR_contains_of_the_consoles_libraries_what_its_pages_load_and_their_licences() throws IOException {
        assertThat(names(WAR))
                .filteredOn(name -> name.startsWith("console/lib/") && !name.endsWith("/"))
                .containsExactlyInAnyOrder(
                        "console/lib/chart.js/LICENSE.md",
                        "console/lib/chart.js/chart.umd.min.js",
                        "console/lib/lit/LICENSE",
                        "console/lib/lit/index.js",
                        "console/lib/lit-element/lit-element.js",
                        "console/lib/lit-html/is-server.js",
                        "console/lib/lit-html/lit-html.js",
                        "console/lib/pico/LICENSE.md",
                        "console/lib/pico/pico.min.css",
                        "console/lib/reactive-element/css-tag.js",
                        "console/lib/reactive-element/reactive-element.js");
    }

    private static Set<String> names(Path archive) throws IOException {
        try (JarFile jar = new JarFile(archive.toFile())) {
            return jar.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }

    /** The packages of all classes in the jars below a folder of an archive. */
    private static Set<String> packages(Path archive, String folder) throws IOException {
        Set<String> packages = new TreeSet<>();
        try (JarFile jar = new JarFile(archive.toFile())) {
            jar.stream()
                    .filter(entry -> entry.getName().startsWith(folder)
                            && entry.getName().endsWith(".jar"))
                    .forEach(entry -> addPackages(jar, entry, packages));
        }
        return packages;
    }

    private static void addPackages(JarFile jar, ZipEntry nested, Set<String> packages) {
        try (ZipInputStream zip = new ZipInputStream(jar.getInputStream(nested))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                int slash = name.lastIndexOf('/');
                if (name.endsWith(".class") && slash > 0 && !name.startsWith("META-INF/")) {
                    packages.add(name.substring(0, slash));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
