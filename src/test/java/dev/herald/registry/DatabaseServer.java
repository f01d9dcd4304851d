package dev.herald.registry;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A kind of database that tests can have as many empty ones of as they like. */
interface DatabaseServer {

    /** Tells databases on one server apart. */
    AtomicInteger COUNT = new AtomicInteger();

    /** Settings of a new database without tables. */
    RegistrySettings fresh();

    /** Settings that name a database. */
    static RegistrySettings settings(String url, String user, String password) {
        return new RegistrySettings(url, user, password, "", 8, true, 0);
    }

    /** H2 in files below a directory. */
    static DatabaseServer h2(Path folder) {
        return () -> settings("jdbc:h2:file:" + folder.resolve("herald" + COUNT.incrementAndGet()), "herald", "");
    }
}
