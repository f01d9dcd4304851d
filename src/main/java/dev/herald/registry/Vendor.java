package dev.herald.registry;

import java.util.Arrays;

/** The databases that Herald knows. */
public enum Vendor {
    /** In a file of our own, the default. */
    H2("org.h2.Driver", "jdbc:h2:.+", """
            merge into download_totals t
            using (values (?, cast(? as bigint), cast(? as bigint))) s(info_hash, completed, announced_day)
            on t.info_hash = s.info_hash
            when matched then update set completed = t.completed + s.completed,
                announced_day = greatest(t.announced_day, s.announced_day)
            when not matched then insert (info_hash, completed, announced_day)
                values (s.info_hash, s.completed, s.announced_day)"""),
    /** For production. */
    POSTGRESQL("org.postgresql.Driver", "jdbc:postgresql:.+", """
            insert into download_totals (info_hash, completed, announced_day) values (?, ?, ?)
            on conflict (info_hash) do update set completed = download_totals.completed + excluded.completed,
                announced_day = greatest(download_totals.announced_day, excluded.announced_day)"""),
    /** MariaDB and MySQL, through one driver. */
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

    /** SQL that adds a number, the second parameter, to the total of a torrent, the first, announced on a day, the third. */
    String addToTotal() {
        return addToTotal;
    }
}
