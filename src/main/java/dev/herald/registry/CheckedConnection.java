package dev.herald.registry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection to an H2 in our process that says whether it is valid. H2's own say so even if the database behind them has
 * closed itself, which it does when its file cannot be written; a pool would hand them out for ever. A new connection opens the
 * file again.
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
