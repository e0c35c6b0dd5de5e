package io.unifiedipc.testing;

import io.unifiedipc.spi.Nearest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves a contract in place of the real service, with the answers that it is given. Answers may be given and changed at any
 * time; a refusal is thrown.
 *
 * <pre>{@code
 * Stub<Orders> orders = world.stub(Orders.class);                                // before the start
 * orders.answers(Orders::place, order -> new OrderPlaced("no. 1"));
 * orders.answers(Orders::place, order -> { throw new OutOfStock(order.sku(), 0); });
 * orders.takes(Orders::cancel);                                                  // one-way: there is nothing to answer
 * assertThat(orders.asked(CancelOrder.class)).containsExactly(new CancelOrder("no. 1"));
 * }</pre>
 *
 * <p>An operation without an answer is refused, and fails the test at its end. Safe for any thread.
 *
 * @param <T> the contract
 */
public final class Stub<T> {
    /** An operation of a contract as a method reference: {@code Orders::place}. */
    @FunctionalInterface
    public interface Asks<T, P, R> {
        /** Calls the operation. */
        R ask(T contract, P payload) throws Exception;
    }

    /** An operation of a contract, whatever it answers. */
    @FunctionalInterface
    public interface Tells<T, P> {
        /** Calls the operation. */
        void tell(T contract, P payload) throws Exception;
    }

    /** Makes an answer. */
    @FunctionalInterface
    public interface Answer<P, R> {
        /** Returns the reply, or throws a refusal. */
        @Nullable
        R answer(P payload) throws Exception;
    }

    /** What was asked. */
    private record Asked(Method operation, @Nullable Object payload) {}

    private final Class<T> contract;
    private final Consumer<String> problems;
    private final Map<Method, Answer<Object, Object>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    Stub(Class<T> contract, Consumer<String> problems) {
        this.contract = contract;
        this.problems = problems;
    }

    /** From now on an operation is answered by this. */
    public <P, R> Stub<T> answers(Asks<T, P, R> operation, Answer<? super P, ? extends R> answer) {
        Tells<T, P> told = operation::ask;
        return put(probe(told), answer);
    }

    /** As the other, for an operation that has no payload or can't be referred to; by its method's name. */
    public Stub<T> answers(String method, Answer<Object, Object> answer) {
        return put(named(method), answer);
    }

    /** From now on an operation that has no reply is taken, and nothing is done. */
    public <P> Stub<T> takes(Tells<T, P> operation) {
        return put(probe(operation), payload -> null);
    }

    /** Payloads of this type that it was asked so far, in order of arrival. */
    public <P> List<P> asked(Class<P> payload) {
        return asked.stream()
                .map(Asked::payload)
                .filter(payload::isInstance)
                .map(payload::cast)
                .toList();
    }

    /** How often an operation was asked so far; by its method's name. */
    public int timesAsked(String method) {
        Method wanted = named(method);
        return (int)
                asked.stream().filter(each -> each.operation.equals(wanted)).count();
    }

    @SuppressWarnings("unchecked") // the runtime makes payloads of the method's own type and of no other
    private Stub<T> put(Method operation, Answer<?, ?> answer) {
        answers.put(operation, (Answer<Object, Object>) answer);
        return this;
    }

    private Method named(String method) {
        List<String> names = operations().stream().map(Method::getName).sorted().toList();
        return operations().stream()
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + method + "' is no operation of "
                        + contract.getSimpleName() + Nearest.hint(method, names)));
    }

    private List<Method> operations() {
        return Arrays.stream(contract.getMethods())
                .filter(each -> Modifier.isAbstract(each.getModifiers()))
                .toList();
    }

    /** Which method a reference means: it is called once, on an object that only remembers. */
    @SuppressWarnings("NullAway") // nobody looks at the payload
    private <P> Method probe(Tells<T, P> operation) {
        Method[] called = new Method[1];
        T probe = proxy((method, payload) -> {
            called[0] = method;
            return null;
        });
        try {
            operation.tell(probe, null);
        } catch (Exception e) {
            if (called[0] == null) {
                throw notAnOperation(e);
            }
        }
        if (called[0] == null) {
            throw notAnOperation(null);
        }
        return called[0];
    }

    private IllegalArgumentException notAnOperation(@Nullable Exception cause) {
        return new IllegalArgumentException(
                "that refers to no operation of " + contract.getSimpleName() + " with an object as its payload: write "
                        + contract.getSimpleName() + "::method, or give the method's name",
                cause);
    }

    // ---- serving

    /** What is given to {@code Ipc.serve}. */
    T served() {
        return proxy(this::ask);
    }

    @SuppressWarnings("NullAway") // where there is no payload, none is given
    private @Nullable Object ask(Method operation, @Nullable Object payload) throws Exception {
        asked.add(new Asked(operation, payload));
        Answer<Object, Object> answer = answers.get(operation);
        if (answer == null) {
            String text = "the stub of " + contract.getSimpleName() + " was asked " + operation.getName() + "("
                    + (payload == null ? "" : payload) + ") and has no answer: give it one by answers("
                    + contract.getSimpleName() + "::" + operation.getName() + ", ...)";
            problems.accept(text);
            throw new NoAnswer(text);
        }
        return answer.answer(payload);
    }

    private T proxy(Answering answering) {
        return contract.cast(Proxy.newProxyInstance(
                contract.getClassLoader(), new Class<?>[] {contract}, (proxy, method, args) -> {
                    if (Modifier.isAbstract(method.getModifiers()) && method.getDeclaringClass() != Object.class) {
                        return answering.answer(method, args == null || args.length == 0 ? null : args[0]);
                    }
                    return ofObject(proxy, method, args);
                }));
    }

    private Object ofObject(Object proxy, Method method, Object @Nullable [] args) {
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "a stub of " + contract.getSimpleName();
        };
    }

    @FunctionalInterface
    private interface Answering {
        @Nullable
        Object answer(Method operation, @Nullable Object payload) throws Exception;
    }
}
