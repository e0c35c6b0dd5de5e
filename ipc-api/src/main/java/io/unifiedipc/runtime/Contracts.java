package io.unifiedipc.runtime;

import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.Handler;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.config.ContractView;
import io.unifiedipc.spi.Deprecation;
import io.unifiedipc.spi.OperationSpec;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Contracts read from interfaces, once each; what is wrong with one is said before anything is called. */
final class Contracts {
    /** Stands for the payload of an operation that has none. */
    static final Object NOTHING = new Object();

    private final Operations operations;

    Contracts(Operations operations) {
        this.operations = operations;
    }

    static Contract of(Class<?> type) {
        Contract contract = type.getAnnotation(Contract.class);
        if (contract == null || !type.isInterface()) {
            throw misconfigured(
                    type.getSimpleName() + " is no contract: it must be an interface marked with @Contract");
        }
        Announced.check(type, contract);
        return contract;
    }

    /** What {@code explain} needs to know of a contract for a channel. */
    static ContractView view(Class<?> type, String channel) {
        Contract contract = of(type);
        if (!contract.channel().equals(channel)) {
            throw misconfigured(type.getSimpleName() + " is the contract of channel '" + contract.channel()
                    + "', not of '" + channel + "'");
        }
        Map<Boolean, List<OperationSpec>> byOneWay = new Contracts(new Operations())
                .read(type).entrySet().stream()
                        .collect(Collectors.partitioningBy(
                                each -> isOneWay(each.getKey()),
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return new ContractView(
                contract.version(), byOneWay.getOrDefault(false, List.of()), byOneWay.getOrDefault(true, List.of()));
    }

    /** The operations of a contract, by method. */
    Map<Method, OperationSpec> read(Class<?> type) {
        Map<Method, OperationSpec> all = new LinkedHashMap<>();
        Map<String, Method> names = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) || method.isDefault()) {
                continue;
            }
            OperationSpec operation = operations.of(method);
            Method other = names.putIfAbsent(operation.name(), method);
            if (other != null) {
                throw misconfigured(type.getSimpleName() + "." + other.getName() + " and ." + method.getName()
                        + " are both called '" + operation.name() + "': give one a name by @Operation");
            }
            all.put(method, operation);
        }
        return all;
    }

    /** The handlers that an implementation is. */
    <T> Map<String, Handling> handlings(Class<T> type, T implementation) {
        Map<String, Handling> all = new TreeMap<>();
        Deprecation deprecation = Announced.deprecation(type, of(type));
        read(type)
                .forEach((method, operation) -> all.put(
                        operation.name(), new Handling(operation, handler(method, implementation), deprecation)));
        return all;
    }

    static boolean isOneWay(Method method) {
        Operation about = method.getAnnotation(Operation.class);
        return about != null && about.oneWay();
    }

    private static Handler<Object> handler(Method method, Object implementation) {
        MethodHandle bound;
        try {
            method.setAccessible(true);
            bound = MethodHandles.lookup().unreflect(method).bindTo(implementation);
        } catch (IllegalAccessException e) {
            throw misconfigured(method + " can't be called: make its interface public");
        }
        boolean payload = method.getParameterCount() == 1;
        return message -> {
            try {
                return payload ? bound.invoke(message.payload()) : bound.invoke();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static IpcException misconfigured(String text) {
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, text).here();
    }
}
