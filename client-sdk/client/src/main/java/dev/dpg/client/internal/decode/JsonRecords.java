package dev.dpg.client.internal.decode;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of one type from JSON objects. A property belongs to the component with its name, or with its name in camel case
 * ({@code delay_minutes}: {@code delayMinutes}); others are ignored. Made once per type. Thread-safe.
 */
public final class JsonRecords {
    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<Component> components = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    /** A component and what its values are. */
    private record Component(String name, JsonType type) {}

    private JsonRecords(Class<?> type, Map<Class<?>, JsonRecords> known) {
        this.type = type;
        known.put(type, this);
        for (RecordComponent component : type.getRecordComponents()) {
            places.put(component.getName(), components.size());
            String where = type.getSimpleName() + "." + component.getName();
            components.add(new Component(component.getName(), JsonType.of(component.getGenericType(), where, known)));
        }
        this.constructor = canonical(type);
    }

    /**
     * What reads records of a type.
     *
     * @throws IllegalArgumentException if a component has a type that nothing in JSON becomes
     */
    public static JsonRecords of(Class<?> type) {
        return of(type, new HashMap<>());
    }

    static JsonRecords of(Class<?> type, Map<Class<?>, JsonRecords> known) {
        JsonRecords reader = known.get(type);
        return reader == null ? new JsonRecords(type, known) : reader;
    }

    private static Constructor<?> canonical(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            if (!constructor.trySetAccessible()) {
                throw new IllegalArgumentException(
                        type.getName() + " cannot be made from here; open its package to dev.dpg.client");
            }
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("a record without its canonical constructor", impossible);
        }
    }

    /**
     * Makes a record.
     *
     * @throws Unfit if the text is no JSON object, or not what the type needs
     */
    public Object read(String json) {
        return read(JsonTree.read(json), type.getSimpleName());
    }

    Object read(@Nullable Object value, String where) {
        if (!(value instanceof Map<?, ?> object)) {
            throw new Unfit(where + " needs an object");
        }
        @Nullable Object[] found = new Object[components.size()];
        object.forEach((name, property) -> {
            Integer place = place((String) name);
            if (place != null) {
                found[place] = property;
            }
        });
        @Nullable Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            Component component = components.get(i);
            arguments[i] = component.type().read(found[i], type.getSimpleName() + "." + component.name());
        }
        return made(arguments);
    }

    private @Nullable Integer place(String property) {
        Integer place = places.get(property);
        return place == null ? places.get(camelCase(property)) : place;
    }

    static String camelCase(String property) {
        StringBuilder name = new StringBuilder(property.length());
        boolean upper = false;
        for (int i = 0; i < property.length(); i++) {
            char next = property.charAt(i);
            if (Character.isJavaIdentifierPart(next) && next != '_') {
                name.append(upper && name.length() > 0 ? Character.toUpperCase(next) : next);
                upper = false;
            } else {
                upper = true;
            }
        }
        return name.toString();
    }

    private Object made(@Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            Throwable cause = refused.getCause();
            String how = cause == null ? "" : ": " + cause.getClass().getSimpleName();
            throw new Unfit(type.getSimpleName() + " refuses the record" + how);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("a record that cannot be made", impossible);
        }
    }

    /** The text is not what the type needs; the message holds nothing of it. */
    public static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }

        /** Never null. */
        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
