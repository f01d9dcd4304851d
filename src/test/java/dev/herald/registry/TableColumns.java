package dev.herald.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The columns of the tables as text, once as expected by the code and once as in the database. */
final class TableColumns {

    static final List<Class<?>> ENTITIES =
            List.of(KeyRow.class, ListedRow.class, DeniedRow.class, TokenRow.class, AuditRow.class);

    /** The tables that are used by SQL only. */
    private static final List<String> WITHOUT_ENTITY = List.of(
            "download_totals.info_hash text(40) not null key",
            "download_totals.completed number not null",
            "download_totals.announced_day number not null",
            "totals_flushes.writer text(36) not null key",
            "totals_flushes.flush_number number not null",
            "totals_flushes.written number not null");

    private TableColumns() {}

    /** The columns that the code expects. */
    static Set<String> expected() {
        Set<String> lines = new TreeSet<>(WITHOUT_ENTITY);
        for (Class<?> entity : ENTITIES) {
            if (!entity.isAnnotationPresent(Entity.class)) {
                throw new IllegalArgumentException(entity + " is no entity");
            }
            String table = entity.getAnnotation(Table.class).name();
            fields(entity).forEach(field -> lines.add(table + "." + line(field)));
        }
        return lines;
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> part = type; part != Object.class; part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (field.isAnnotationPresent(Column.class)) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static String line(Field field) {
        Column column = field.getAnnotation(Column.class);
        String type = field.getType() == String.class ? "text(" + column.length() + ")" : "number";
        return line(column.name(), type, column.nullable(), field.isAnnotationPresent(Id.class), column.unique());
    }

    private static String line(String name, String type, boolean nullable, boolean key, boolean unique) {
        return name + " " + type + (nullable ? "" : " not null") + (key ? " key" : "") + (unique ? " unique" : "");
    }

    /** The columns of a database. */
    static Set<String> of(Database database) {
        Set<String> lines = new TreeSet<>();
        try (Connection connection = database.connectForBulk()) {
            for (String table : Tables.ALL) {
                lines.addAll(columns(connection, table));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return lines;
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String name = metaData.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        String catalog = connection.getCatalog();
        Set<String> keys = new TreeSet<>();
        try (ResultSet rows = metaData.getPrimaryKeys(catalog, null, name)) {
            while (rows.next()) {
                keys.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        Set<String> unique = new TreeSet<>();
        try (ResultSet rows = metaData.getIndexInfo(catalog, null, name, true, false)) {
            while (rows.next()) {
                unique.add(String.valueOf(rows.getString("COLUMN_NAME")).toLowerCase(Locale.ROOT));
            }
        }
        unique.removeAll(keys);
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = metaData.getColumns(catalog, null, name, null)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
                boolean nullable = rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
                lines.add(table + "."
                        + line(column, type(rows), nullable, keys.contains(column), unique.contains(column)));
            }
        }
        return lines;
    }

    private static String type(ResultSet column) throws SQLException {
        return switch (column.getInt("DATA_TYPE")) {
            case Types.VARCHAR -> "text(" + column.getInt("COLUMN_SIZE") + ")";
            case Types.BIGINT -> "number";
            default -> column.getString("TYPE_NAME");
        };
    }
}
