package dev.herald.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Herald's own classes and their resources, out of the WAR, for the time before the container opens it. Whatever the WAR has
 * is taken from there first, all else from the parent.
 */
final class WarClassLoader extends ClassLoader {

    /** In the jar itself, for the launcher, the container and the application to have in common. */
    private static final Set<String> SHARED =
            Set.of("dev.herald.config.StartupSignals", "dev.herald.metrics.OutOfMemory");

    private static final String CLASSES = "WEB-INF/classes/";

    private final Map<String, byte[]> entries;

    private WarClassLoader(Map<String, byte[]> entries, ClassLoader parent) {
        super("war", parent);
        this.entries = entries;
    }

    /** Reads the whole WAR. */
    static WarClassLoader of(InputStream war, ClassLoader parent) throws IOException {
        Map<String, byte[]> entries = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(war)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith(CLASSES) && !entry.isDirectory()) {
                    entries.put(entry.getName().substring(CLASSES.length()), zip.readAllBytes());
                }
            }
        }
        return new WarClassLoader(entries, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] code = SHARED.contains(name) ? null : entries.get(name.replace('.', '/') + ".class");
            return code == null ? super.loadClass(name, resolve) : defineClass(name, code, 0, code.length);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] content = entries.get(name);
        return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
    }
}
