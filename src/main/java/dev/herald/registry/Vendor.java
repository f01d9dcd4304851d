package dev.herald.registry;

import java.util.Arrays;

/** The databases that Herald knows. */
public enum Vendor {
    /** In a file of our own, the default. */
    H2("org.h2.Driver", "jdbc:h2:.+"),
    /** For production. */
    POSTGRESQL("org.postgresql.Driver", "jdbc:postgresql:.+"),
    /** MariaDB and MySQL, through one driver. */
    MYSQL("org.mariadb.jdbc.Driver", "jdbc:(mariadb|mysql):.+");

    private final String driver;
    private final String urls;

    Vendor(String driver, String urls) {
        this.driver = driver;
        this.urls = urls;
    }

    /**
     * The one that a JDBC URL means.
     *
     * @throws IllegalArgumentException if it means none of them; the text does not show the URL, which may hold a password
     */
    public static Vendor of(String url) {
        return Arrays.stream(values())
                .filter(vendor -> url.matches(vendor.urls))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("herald.database.url must begin with jdbc:postgresql:,"
                        + " jdbc:mariadb:, jdbc:mysql: or jdbc:h2:, but has " + url.length()
                        + " characters that are not shown here"));
    }

    /** The class of its JDBC driver. */
    String driver() {
        return driver;
    }
}
