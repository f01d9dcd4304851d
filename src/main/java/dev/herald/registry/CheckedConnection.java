package dev.herald.registry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection to an embedded H2 whose {@code isValid} runs a query. That of H2 returns true even after the database has closed,
 * which happens when its file cannot be written; a pool would then never replace the connection. A new one opens the file again.
 */
record CheckedConnection(Connection real) implements InvocationHandler {

    static Connection of(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                CheckedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new CheckedConnection(real));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("isValid")) {
            return isValid();
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private boolean isValid() {
        try (Statement statement = real.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException e) {
            return false;
        }
    }
}
