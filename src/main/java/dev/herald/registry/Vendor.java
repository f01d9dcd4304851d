package dev.herald.registry;

import java.util.Arrays;

/** The databases that Herald knows. */
public enum Vendor {
    /** In a file of our own, the default. */
    H2("org.h2.Driver", "jdbc:h2:.+", """
            merge into download_totals t using (values (?, ?)) s(info_hash, completed) on t.info_hash = s.info_hash
            when matched then update set completed = t.completed + s.completed
            when not matched then insert (info_hash, completed) values (s.info_hash, s.completed)"""),
    /** For production. */
    POSTGRESQL("org.postgresql.Driver", "jdbc:postgresql:.+", """
            insert into download_totals (info_hash, completed) values (?, ?)
            on conflict (info_hash) do update set completed = download_totals.completed + excluded.completed"""),
    /** MariaDB and MySQL, through one driver. */
    MYSQL("org.mariadb.jdbc.Driver", "jdbc:(mariadb|mysql):.+", """
            insert into download_totals (info_hash, completed) values (?, ?)
            on duplicate key update completed = completed + values(completed)""");

    private final String driver;
    private final String urls;
    private final String addToTotal;

    Vendor(String driver, String urls, String addToTotal) {
        this.driver = driver;
        this.urls = urls;
        this.addToTotal = addToTotal;
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

    /** SQL that adds a number, the second parameter, to the total of a torrent, the first. */
    String addToTotal() {
        return addToTotal;
    }
}
