package dev.herald.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Herald's own classes and their resources, out of the WAR, for the time before the container opens it. Whatever the WAR has
 * is taken from there first, all else from the parent.
 */
final class WarClasses extends ClassLoader {

    private static final String CLASSES = "WEB-INF/classes/";

    private final Function<String, Optional<byte[]>> entries;

    private WarClasses(Function<String, Optional<byte[]>> entries, ClassLoader parent) {
        super("war", parent);
        this.entries = entries;
    }

    /** Out of a WAR that can only be read through. */
    static WarClasses of(InputStream war, ClassLoader parent) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(war)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith(CLASSES) && !entry.isDirectory()) {
                    entries.put(entry.getName().substring(CLASSES.length()), zip.readAllBytes());
                }
            }
        }
        return new WarClasses(name -> Optional.ofNullable(entries.get(name)), parent);
    }

    /** Out of a WAR that is a file, which stays open. */
    @SuppressWarnings("resource")
    static WarClasses of(Path war, ClassLoader parent) throws IOException {
        JarFile file = new JarFile(war.toFile());
        return new WarClasses(name -> read(file, CLASSES + name), parent);
    }

    private static Optional<byte[]> read(JarFile war, String name) {
        JarEntry entry = war.getJarEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream content = war.getInputStream(entry)) {
            return Optional.of(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            Optional<byte[]> code = entries.apply(name.replace('.', '/') + ".class");
            return code.isPresent()
                    ? defineClass(name, code.get(), 0, code.get().length)
                    : super.loadClass(name, resolve);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        return entries.apply(name)
                .<InputStream>map(ByteArrayInputStream::new)
                .orElseGet(() -> super.getResourceAsStream(name));
    }
}
