package dev.herald.registry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Runs SQL statements with parameters, of which those of a nullable bigint may be null. */
final class Sql {

    private Sql() {}

    /** Runs a statement and returns the number of changed rows. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, List.of(parameters));
            return statement.executeUpdate();
        }
    }

    /** Runs a statement for each element, in one batch. */
    static <T> void updateEach(
            Connection connection, String sql, Collection<T> elements, Function<T, List<Object>> parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T element : elements) {
                set(statement, parameters.apply(element));
                statement.addBatch();
            }
            int[] unused = statement.executeBatch();
        }
    }

    /** Runs a query and returns the first column of its rows. */
    static List<String> firstColumn(Connection connection, String sql, Collection<?> parameters) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }

    private static void set(PreparedStatement statement, Collection<?> parameters) throws SQLException {
        int index = 1;
        for (Object parameter : parameters) {
            if (parameter == null) {
                statement.setNull(index++, Types.BIGINT);
            } else {
                statement.setObject(index++, parameter);
            }
        }
    }
}
