package io.unifiedipc.runtime;

import io.unifiedipc.Key;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key inside a payload: its record component that is marked {@link Key}. Found once per type. */
final class Keys {
    private static final ClassValue<Optional<MethodHandle>> ACCESSOR = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    if (component.isAnnotationPresent(Key.class)) {
                        return Optional.of(accessor(component.getAccessor()));
                    }
                }
            }
            return Optional.empty();
        }
    };

    private Keys() {}

    static @Nullable String of(Object payload) {
        MethodHandle accessor = ACCESSOR.get(payload.getClass()).orElse(null);
        if (accessor == null) {
            return null;
        }
        try {
            Object key = accessor.invoke(payload);
            return key == null ? null : key.toString();
        } catch (Throwable e) {
            throw new IllegalStateException("the key of " + payload.getClass().getSimpleName() + " can't be read", e);
        }
    }

    private static MethodHandle accessor(Method method) {
        try {
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " can't be called", e);
        }
    }
}
