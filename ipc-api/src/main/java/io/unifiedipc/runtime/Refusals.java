package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.Refusal;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Business refusals as data and back: an exception's own fields, and the constructor whose parameters are named like them. */
final class Refusals {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Refusals() {}

    /** The refusals that a method declares, by name: checked exceptions, and whatever is marked as one. */
    @SuppressWarnings("unchecked")
    static Map<String, Class<? extends Exception>> declared(Method method) {
        Map<String, Class<? extends Exception>> all = new LinkedHashMap<>();
        for (Class<?> type : method.getExceptionTypes()) {
            if (Exception.class.isAssignableFrom(type) && type != Exception.class && type != IpcException.class) {
                checkStatus(type);
                all.put(name(type), (Class<? extends Exception>) type);
            }
        }
        return all;
    }

    private static void checkStatus(Class<?> type) {
        Refusal marked = type.getAnnotation(Refusal.class);
        if (marked != null && marked.status() != 0 && (marked.status() < 400 || marked.status() > 599)) {
            throw IpcException.of(
                            Kind.MISCONFIGURED,
                            Executed.NO,
                            type.getSimpleName() + " is a refusal with status " + marked.status()
                                    + ": it must be one from 400 to 599, or 0 for none of its own")
                    .here();
        }
    }

    static String name(Class<?> type) {
        Refusal marked = type.getAnnotation(Refusal.class);
        return marked == null || marked.value().isEmpty() ? type.getSimpleName() : marked.value();
    }

    /**
     * Says at once that a refusal could never be thrown again: its fields are found by the names of its constructor's
     * parameters, and compilers leave those out unless they are told.
     */
    static void checkNames(Class<?> type) {
        Constructor<?>[] all = type.getDeclaredConstructors();
        boolean some = Arrays.stream(all)
                .anyMatch(each -> Arrays.stream(each.getParameters()).allMatch(Parameter::isNamePresent));
        if (all.length > 0 && !some) {
            throw IpcException.of(
                            Kind.MISCONFIGURED,
                            Executed.NO,
                            type.getSimpleName()
                                    + " can't be thrown again by a client, as the names of its constructor's"
                                    + " parameters are not in its class file: compile it with -parameters (in Maven,"
                                    + " <maven.compiler.parameters>true</maven.compiler.parameters>), after a clean")
                    .here();
        }
    }

    /** What a handler threw as a refusal, or null where it is none. */
    static @Nullable IpcException encode(Throwable thrown, Map<String, Class<? extends Exception>> declared) {
        Class<?> type = thrown.getClass();
        String name = name(type);
        if (!type.isAnnotationPresent(Refusal.class) && declared.get(name) != type) {
            return null;
        }
        String text = thrown.getMessage() == null ? name : thrown.getMessage();
        Map<String, Object> members = Map.of("refusal", name, "data", data(thrown));
        Refusal marked = type.getAnnotation(Refusal.class);
        String uri = marked == null || marked.type().isEmpty() ? "about:blank" : marked.type();
        int status = marked == null ? 0 : marked.status();
        return IpcException.reported(Kind.REFUSED, Executed.YES, text, new Problem(uri, name, status, text, members));
    }

    /** The exception that a refusal was at its handler, or null where the contract does not declare it or can't make it. */
    static @Nullable Exception decode(IpcException failure, Map<String, Class<? extends Exception>> declared) {
        Problem problem = failure.problem();
        String name = problem == null ? null : problem.refusal();
        Class<? extends Exception> type = name == null ? null : declared.get(name);
        if (type == null || problem == null) {
            return null;
        }
        Constructor<?>[] constructors = type.getDeclaredConstructors();
        Arrays.sort(constructors, Comparator.comparingInt(c -> -c.getParameterCount()));
        for (Constructor<?> constructor : constructors) {
            @Nullable Object @Nullable [] values = values(constructor.getParameters(), problem);
            if (values != null) {
                return make(constructor, values, failure);
            }
        }
        return null;
    }

    private static @Nullable Exception make(
            Constructor<?> constructor, @Nullable Object[] values, IpcException failure) {
        try {
            constructor.setAccessible(true);
            Exception refusal = (Exception) constructor.newInstance(values);
            if (refusal.getCause() == null) {
                refusal.addSuppressed(failure);
            }
            return refusal;
        } catch (ReflectiveOperationException | RuntimeException e) {
            failure.addSuppressed(e);
            return null;
        }
    }

    /** The arguments of a constructor, or null where it wants something that neither travelled nor is a field left empty. */
    private static @Nullable Object @Nullable [] values(Parameter[] parameters, Problem problem) {
        @Nullable Object[] values = new Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            String name = parameters[i].getName();
            boolean text = name.equals("message") && parameters[i].getType() == String.class;
            Object value = problem.data().getOrDefault(name, text ? problem.detail() : null);
            if (value == null) {
                if (parameters[i].getType().isPrimitive()
                        || !hasField(parameters[i].getDeclaringExecutable().getDeclaringClass(), name)) {
                    return null;
                }
                continue;
            }
            try {
                values[i] = JSON.convertValue(value, JSON.constructType(parameters[i].getParameterizedType()));
            } catch (JacksonException e) {
                return null;
            }
        }
        return values;
    }

    private static boolean hasField(Class<?> type, String name) {
        for (Class<?> at = type; isApplication(at); at = at.getSuperclass()) {
            if (Arrays.stream(at.getDeclaredFields())
                    .anyMatch(field -> travels(field) && field.getName().equals(name))) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> data(Throwable thrown) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (Class<?> at = thrown.getClass(); isApplication(at); at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                Object value = travels(field) ? read(field, thrown) : null;
                if (value != null) {
                    data.putIfAbsent(field.getName(), value);
                }
            }
        }
        return data;
    }

    /** Not the hidden field of an inner class, which is all of its outer object. */
    private static boolean travels(Field field) {
        return !field.isSynthetic() && (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
    }

    private static boolean isApplication(@Nullable Class<?> type) {
        return type != null && type != RuntimeException.class && type != Exception.class && type != Throwable.class;
    }

    private static @Nullable Object read(Field field, Throwable thrown) {
        try {
            field.setAccessible(true);
            return JSON.convertValue(field.get(thrown), Object.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            thrown.addSuppressed(e);
            return null;
        }
    }
}
