package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.spi.OperationSpec;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types and methods as operations; read once each, never per call. */
final class Operations {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final String OUR_OWN = "ipc.";

    private final ClassValue<OperationSpec> byPayload = new ClassValue<>() {
        @Override
        protected OperationSpec computeValue(Class<?> type) {
            Operation about = type.getAnnotation(Operation.class);
            return spec(name(about, plain(type)), type, Object.class, about, Map.of());
        }
    };

    /** The operation that a payload type stands for. */
    OperationSpec of(Class<?> payload) {
        return byPayload.get(payload);
    }

    /** The operation that a contract's method stands for. */
    OperationSpec of(Method method) {
        if (method.getParameterCount() > 1) {
            throw wrong(method, "has " + method.getParameterCount() + " parameters: put them into one record");
        }
        Type payload = method.getParameterCount() == 0 ? void.class : method.getGenericParameterTypes()[0];
        Operation about = method.getAnnotation(Operation.class);
        String plain = payload instanceof Class<?> type && names(type) ? of(type).name() : capital(method.getName());
        Type reply = reply(method);
        if (about != null && about.oneWay() && reply != void.class && reply != Void.class) {
            throw wrong(method, "is one-way and has a reply: let it return void, or CompletableFuture<Void>");
        }
        return spec(name(about, plain), payload, reply, about, Refusals.declared(method));
    }

    /** Whether a type says what is asked for. A String does not, nor a number. */
    private static boolean names(Class<?> type) {
        return !type.isPrimitive() && !type.isArray() && !type.getName().startsWith("java.");
    }

    /** What a method answers, also where a future brings it. */
    private static Type reply(Method method) {
        Type type = method.getGenericReturnType();
        if (type instanceof ParameterizedType future
                && CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            return future.getActualTypeArguments()[0];
        }
        return type;
    }

    private static OperationSpec spec(
            String name,
            Type payload,
            Type reply,
            @Nullable Operation about,
            Map<String, Class<? extends Exception>> refusals) {
        boolean query = about != null && about.query();
        return new OperationSpec(
                name,
                payload,
                reply,
                query || (about != null && about.idempotent()),
                query,
                about != null && about.deduplicated(),
                about != null && about.nonBlocking(),
                new LinkedHashMap<>(refusals),
                about == null ? "" : about.route());
    }

    private static String name(@Nullable Operation about, String plain) {
        String name = about == null || about.value().isEmpty() ? plain : about.value();
        if (name.startsWith(OUR_OWN)) {
            throw IpcException.of(
                            Kind.MISCONFIGURED,
                            Executed.NO,
                            "'" + name + "' can't name an operation: what begins with '" + OUR_OWN
                                    + "' is the library's own")
                    .here();
        }
        if (!NAME.matcher(name).matches()) {
            throw IpcException.of(
                            Kind.MISCONFIGURED,
                            Executed.NO,
                            "'" + name
                                    + "' can't name an operation: give one by @Operation, of letters, digits, '.', '_', '-'")
                    .here();
        }
        return name;
    }

    /** The simple name; arrays have one too, so that bytes and lists can travel without a type of their own. */
    private static String plain(Class<?> type) {
        if (type == byte[].class) {
            return "Bytes";
        }
        return type.isArray() ? plain(type.getComponentType()) + "List" : type.getSimpleName();
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static IpcException wrong(Method method, String what) {
        return IpcException.of(
                        Kind.MISCONFIGURED,
                        Executed.NO,
                        method.getDeclaringClass().getSimpleName() + "." + method.getName() + " " + what)
                .here();
    }
}
