package io.unifiedipc.runtime;

import io.unifiedipc.Command;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.OperationSpec;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The calling side of a contract: a method becomes a command, and a declared refusal the exception that it was. */
final class ContractProxy implements InvocationHandler {
    private final String name;
    private final Outbound outbound;
    private final Map<Method, Shape> shapes = new HashMap<>();

    private ContractProxy(Class<?> type, Map<Method, OperationSpec> operations, Outbound outbound) {
        name = type.getSimpleName() + " on '" + Contracts.of(type).channel() + "'";
        this.outbound = outbound;
        operations.forEach((method, operation) -> {
            outbound.check(operation);
            operation.refusals().values().forEach(Refusals::checkNames);
            boolean future = CompletionStage.class.isAssignableFrom(method.getReturnType());
            shapes.put(method, new Shape(operation, Contracts.isOneWay(method), future));
        });
        outbound.checkContract(type.getSimpleName(), operations.values());
    }

    static <T> T of(Class<T> type, Map<Method, OperationSpec> operations, Outbound outbound) {
        ContractProxy handler = new ContractProxy(type, operations, outbound);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        Shape shape = shapes.get(method);
        if (shape == null) {
            return ofObject(proxy, method, args);
        }
        Object payload = args == null || args.length == 0 ? null : args[0];
        if (payload == null && method.getParameterCount() == 1) {
            throw new NullPointerException(method.getName() + " on " + name + " needs a payload");
        }
        Command<?> command = Command.of(payload == null ? Contracts.NOTHING : payload);
        OperationSpec operation = shape.operation;
        if (shape.future) {
            return shape.oneWay
                    ? outbound.sendAsync(operation, command, payload)
                    : outbound.requestAsync(
                            operation,
                            command,
                            payload,
                            done -> outbound.reader().read(done, operation.reply()),
                            failure -> refusal(failure, operation));
        }
        if (shape.oneWay) {
            outbound.send(operation, command, payload);
            return null;
        }
        try {
            return outbound.request(operation, command, payload, operation.reply());
        } catch (IpcException e) {
            throw refusal(e, operation);
        }
    }

    private static Throwable refusal(Throwable failure, OperationSpec operation) {
        Exception refusal = failure instanceof IpcException known ? Refusals.decode(known, operation.refusals()) : null;
        return refusal == null ? failure : refusal;
    }

    private @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> name;
        };
    }

    private record Shape(OperationSpec operation, boolean oneWay, boolean future) {}
}
