package dev.herald.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Loads Herald's classes and resources from the WAR before the container deploys it. Asks the parent for everything else. */
final class WarClassLoader extends ClassLoader {

    /** Classes in the jar itself, which launcher, container and application share. */
    private static final Set<String> SHARED =
            Set.of("dev.herald.config.StartupSignals", "dev.herald.metrics.OutOfMemory");

    private static final String CLASSES = "WEB-INF/classes/";

    private final Map<String, byte[]> entries;

    private WarClassLoader(Map<String, byte[]> entries, ClassLoader parent) {
        super("war", parent);
        this.entries = entries;
    }

    /** Reads the classes and resources of a WAR into memory. */
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
