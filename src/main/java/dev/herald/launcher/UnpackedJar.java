package dev.herald.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * {@code herald.jar} on a flat class path: the server's jars as files of their own, the WAR beside them, and the rest as a small
 * jar whose manifest names them all. The name of the folder says what the jar holds, so a changed jar gets another one.
 *
 * @param folder holds all of it
 */
record UnpackedJar(Path folder) {

    /** The name of the WAR, which is where the container shall put it. */
    static final String WAR = "ROOT.war";

    private static final String SERVER = "MICRO-INF/runtime/";
    private static final String JAR = "herald.jar";
    private static final String NATIVE = "libjnidispatch.so";
    private static final String NATIVE_ACCESS = "libpam4j-repackaged.jar";

    /**
     * The unpacked form of {@code jar}, made if it is not there or not whole.
     *
     * @throws IOException if it cannot be made
     */
    static UnpackedJar in(Path cache, Path jar) throws IOException {
        try (JarFile source = new JarFile(jar.toFile())) {
            UnpackedJar unpacked = new UnpackedJar(cache.resolve(identity(source)));
            if (Files.isDirectory(unpacked.folder)) {
                if (unpacked.isWhole(source)) {
                    return unpacked;
                }
                moveAway(unpacked.folder);
            }
            Path made = aside(unpacked.folder, ".tmp");
            new UnpackedJar(made).unpack(source);
            try {
                Files.move(made, unpacked.folder);
            } catch (IOException e) {
                // Another process was faster.
                if (!Files.isDirectory(unpacked.folder)) {
                    throw e;
                }
            }
            return unpacked;
        }
    }

    /** To be started with {@code -jar}. */
    Path jar() {
        return folder.resolve(JAR);
    }

    /** The library that gives Java the functions of C, as the server has it. */
    Path nativeAccess() {
        return lib(NATIVE_ACCESS);
    }

    private Path lib(String name) {
        return folder.resolve("lib").resolve(name);
    }

    /** A name made of the names, sizes and checksums of all that the jar holds. */
    private static String identity(JarFile source) {
        long hash = 0xcbf29ce484222325L;
        for (JarEntry entry : source.stream().toList()) {
            hash = (hash ^ entry.getName().hashCode()) * 0x100000001b3L;
            hash = (hash ^ entry.getSize()) * 0x100000001b3L;
            hash = (hash ^ entry.getCrc()) * 0x100000001b3L;
        }
        return String.format("%016x", hash);
    }

    /** Whether nothing is missing or cut off, as after a disk was full or the power was gone. */
    private boolean isWhole(JarFile source) {
        try (JarFile readable = new JarFile(jar().toFile())) {
            boolean libs = source.stream()
                    .filter(entry -> isLib(entry.getName()))
                    .allMatch(entry -> lib(libName(entry.getName())).toFile().length() == entry.getSize());
            return libs
                    && readable.getManifest() != null
                    && folder.resolve(WAR).toFile().length()
                            == source.getEntry("herald.war").getSize();
        } catch (IOException e) {
            return false;
        }
    }

    private void unpack(JarFile source) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        List<JarEntry> rest = new ArrayList<>();
        for (JarEntry entry : source.stream().toList()) {
            if (isLib(entry.getName())) {
                copy(source, entry, lib(libName(entry.getName())));
            } else if (entry.getName().equals("herald.war")) {
                copy(source, entry, folder.resolve(WAR));
            } else if (!entry.getName().equals(JarFile.MANIFEST_NAME)
                    && !entry.getName().equals(SERVER)) {
                rest.add(entry);
            }
        }
        try (OutputStream file = Files.newOutputStream(jar());
                JarOutputStream target = new JarOutputStream(file, manifest(source))) {
            for (JarEntry entry : rest) {
                // Resource adapters are looked for at the root, where the server's own loader has them.
                target.putNextEntry(new JarEntry(libName(entry.getName())));
                try (InputStream content = source.getInputStream(entry)) {
                    content.transferTo(target);
                }
                target.closeEntry();
            }
        }
        try (JarFile access = new JarFile(nativeAccess().toFile())) {
            String platform = System.getProperty("os.arch").equals("amd64") ? "x86-64" : System.getProperty("os.arch");
            JarEntry library = access.getJarEntry("com/sun/jna/linux-" + platform + "/" + NATIVE);
            if (library != null) {
                copy(access, library, folder.resolve(NATIVE));
            }
        }
    }

    private static Manifest manifest(JarFile source) throws IOException {
        Manifest manifest = new Manifest(source.getManifest());
        manifest.getMainAttributes()
                .put(
                        Name.CLASS_PATH,
                        source.stream()
                                .map(JarEntry::getName)
                                .filter(UnpackedJar::isLib)
                                .map(name -> "lib/" + libName(name))
                                .sorted()
                                .collect(Collectors.joining(" ")));
        return manifest;
    }

    private static boolean isLib(String entry) {
        return entry.startsWith(SERVER) && entry.endsWith(".jar");
    }

    private static String libName(String entry) {
        return entry.startsWith(SERVER) ? entry.substring(SERVER.length()) : entry;
    }

    private static void copy(JarFile source, JarEntry entry, Path target) throws IOException {
        try (InputStream content = source.getInputStream(entry)) {
            Files.copy(content, target);
        }
    }

    private static void moveAway(Path broken) throws IOException {
        Files.move(broken, aside(broken, ".old"));
    }

    /** A name that no other process uses; the number of this one would not do, which is 1 in every container. */
    private static Path aside(Path folder, String why) {
        return folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID() + why);
    }
}
