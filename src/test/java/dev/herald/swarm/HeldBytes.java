package dev.herald.swarm;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Counts the bytes of the arrays that are reachable from an object of this package, without headers; a reference has 4 bytes. */
final class HeldBytes {

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private long bytes;

    private HeldBytes() {}

    static long of(Object root) {
        HeldBytes held = new HeldBytes();
        held.add(root);
        while (!held.open.isEmpty()) {
            held.visit(held.open.pop());
        }
        return held.bytes;
    }

    private void add(Object object) {
        if (object != null && seen.add(object)) {
            open.push(object);
        }
    }

    private void visit(Object object) {
        if (object.getClass().isArray()) {
            bytes += (long) Array.getLength(object) * elementBytes(object);
            if (object instanceof Object[] elements) {
                for (Object element : elements) {
                    add(element);
                }
            }
        } else if (object instanceof Iterable<?> elements) {
            elements.forEach(this::add);
        } else {
            for (Class<?> type = object.getClass(); isOurs(type); type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    addValue(object, field);
                }
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return !type.isHidden() && type.getPackage() == HeldBytes.class.getPackage();
    }

    private void addValue(Object object, Field field) {
        if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
            try {
                field.setAccessible(true);
                add(field.get(object));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static int elementBytes(Object array) {
        if (array instanceof byte[] || array instanceof boolean[]) {
            return Byte.BYTES;
        }
        if (array instanceof short[]) {
            return Short.BYTES;
        }
        return array instanceof long[] ? Long.BYTES : Integer.BYTES;
    }
}
