package dev.dpg.gateway.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What reflection knows of settings records. Settings records are public, with public constructors. */
final class RecordShape {
    private RecordShape() {}

    /** A component's key: its name in kebab-case, {@code topicPrefixes} becoming {@code topic-prefixes}. */
    static String key(RecordComponent component) {
        return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** A component's type, {@link Optional} looked through. */
    static Class<?> valueClass(RecordComponent component) {
        return component.getType() == Optional.class ? argument(component, 0) : component.getType();
    }

    /** The type of the values of a component that is a mapping. */
    static Class<?> mapValueClass(RecordComponent component) {
        return argument(component, 1);
    }

    /** Whether a component holds records by names of the operator's choice. */
    static boolean isMapOfRecords(RecordComponent component) {
        return component.getType() == Map.class && mapValueClass(component).isRecord();
    }

    /** Whether a component holds texts by names of the operator's choice. */
    static boolean isMapOfTexts(RecordComponent component) {
        return component.getType() == Map.class && mapValueClass(component) == String.class;
    }

    /** A component's value in a record. */
    static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " is not accessible", e);
        }
    }

    /**
     * A record of these values.
     *
     * @throws IllegalArgumentException what the record says to values that it refuses
     */
    static <T> T construct(Class<T> type, List<Object> values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(type + " can't be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is not a settings record", e);
        }
    }

    private static Class<?> argument(RecordComponent component, int index) {
        Type argument = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[index];
        if (argument instanceof Class<?> plain) {
            return plain;
        }
        throw new IllegalStateException(component + " is too complicated for a setting");
    }
}
