package io.unifiedipc.testing.sim;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Runs a test of {@link Seeds} once for each. */
final class SeedsExtension implements ParameterResolver, InvocationInterceptor {
    private static final int TOLD = 30;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Simulation.class
                && AnnotationSupport.isAnnotated(parameter.getDeclaringExecutable(), Seeds.class);
    }

    /** Stands in for those that each seed gets instead. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Simulation(0);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        invocation.skip(); // each seed is an invocation instead
        Method method = test.getExecutable();
        method.setAccessible(true); // as JUnit does
        if (!List.of(method.getParameterTypes()).contains(Simulation.class)) {
            throw new ExtensionConfigurationException(
                    method + " is a test of seeds and takes no Simulation: the seeds would change nothing");
        }
        for (long seed : seeds(method)) {
            run(seed, test, context.getRequiredTestInstance());
        }
    }

    private static long[] seeds(Method method) {
        String only = System.getProperty(Seeds.SEED);
        if (only != null) {
            return new long[] {seed(only)};
        }
        int count = method.getAnnotation(Seeds.class).value();
        if (count < 1) {
            throw new ExtensionConfigurationException(
                    "@Seeds(" + count + ") on " + method + " runs nothing: it takes at least one seed");
        }
        return LongStream.rangeClosed(1, count).toArray();
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new ExtensionConfigurationException(
                    "-D" + Seeds.SEED + "=" + text + " is no seed: it takes one whole number, such as -D" + Seeds.SEED
                            + "=4711",
                    e);
        }
    }

    private static void run(long seed, ReflectiveInvocationContext<Method> test, Object instance) throws Throwable {
        Simulation world = new Simulation(seed);
        Object[] arguments = test.getArguments().stream()
                .map(argument -> argument instanceof Simulation ? world : argument)
                .toArray();
        try {
            test.getExecutable().invoke(instance, arguments);
            world.verify();
        } catch (InvocationTargetException e) {
            throw failed(world, test, e.getCause() == null ? e : e.getCause());
        } catch (IllegalStateException e) {
            throw failed(world, test, e);
        }
    }

    private static Throwable failed(Simulation world, ReflectiveInvocationContext<Method> test, Throwable failure) {
        if (failure instanceof TestAbortedException) {
            return failure; // an assumption
        }
        String text = "seed " + world.seed() + " fails: "
                + String.valueOf(failure.getMessage()).strip() + "\nreplay: "
                + Replay.line(test.getTargetClass(), test.getExecutable().getName(), world.seed())
                + "\nthe last of " + world.trace().size() + " steps, trace "
                + world.trace().digest() + ":\n"
                + String.join("\n", world.trace().last(TOLD));
        return new AssertionError(text, failure);
    }
}
