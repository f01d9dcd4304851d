package dev.herald.registry;

import java.util.Arrays;

/** The supported databases, each with its JDBC driver and its SQL for totals. */
public enum Vendor {
    /** Embedded by default. */
    H2("org.h2.Driver", "jdbc:h2:.+", """
            merge into download_totals t
            using (values (?, cast(? as bigint), cast(? as bigint))) s(info_hash, completed, announced_day)
            on t.info_hash = s.info_hash
            when matched then update set completed = t.completed + s.completed,
                announced_day = greatest(t.announced_day, s.announced_day)
            when not matched then insert (info_hash, completed, announced_day)
                values (s.info_hash, s.completed, s.announced_day)"""),
    /** Recommended for production. */
    POSTGRESQL("org.postgresql.Driver", "jdbc:postgresql:.+", """
            insert into download_totals (info_hash, completed, announced_day) values (?, ?, ?)
            on conflict (info_hash) do update set completed = download_totals.completed + excluded.completed,
                announced_day = greatest(download_totals.announced_day, excluded.announced_day)"""),
    /** MariaDB and MySQL, with one driver. */
    MYSQL("org.mariadb.jdbc.Driver", "jdbc:(mariadb|mysql):.+", """
            insert into download_totals (info_hash, completed, announced_day) values (?, ?, ?)
            on duplicate key update completed = completed + values(completed),
                announced_day = greatest(announced_day, values(announced_day))""");

    private final String driver;
    private final String urls;
    private final String addToTotal;

    Vendor(String driver, String urls, String addToTotal) {
        this.driver = driver;
        this.urls = urls;
        this.addToTotal = addToTotal;
    }

    /**
     * The vendor of a JDBC URL.
     *
     * @throws IllegalArgumentException if it is of none; the message omits the URL, which may contain a password
     */
    public static Vendor of(String url) {
        return Arrays.stream(values())
                .filter(vendor -> url.matches(vendor.urls))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("herald.database.url must begin with jdbc:postgresql:,"
                        + " jdbc:mariadb:, jdbc:mysql: or jdbc:h2:, but has " + url.length()
                        + " characters that are not shown here"));
    }

    /** The class name of the JDBC driver. */
    String driver() {
        return driver;
    }

    /** SQL that adds to a total. JPA has no upsert. Parameters: info hash, downloads, day of the announce. */
    String addToTotal() {
        return addToTotal;
    }
}
