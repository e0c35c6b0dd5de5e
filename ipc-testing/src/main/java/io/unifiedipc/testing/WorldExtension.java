package io.unifiedipc.testing;

import io.unifiedipc.Ipc;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test method its world, and takes it away. */
final class WorldExtension
        implements BeforeEachCallback, BeforeTestExecutionCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(WorldExtension.class);

    private final IpcTest how;
    private final @Nullable Class<? extends Elsewhere> where;
    private final Comparison comparison;

    WorldExtension(IpcTest how, @Nullable Class<? extends Elsewhere> where, Comparison comparison) {
        this.how = how;
        this.where = where;
        this.comparison = comparison;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        context.getStore(HERE).put(IpcWorld.class, WorldBuilder.build(how, where));
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        world(context).start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        IpcWorld world = context.getStore(HERE).remove(IpcWorld.class, IpcWorld.class);
        if (world == null) {
            return; // it could not be made, which has failed the test
        }
        AssertionError failure = null;
        try {
            compare(context, world);
        } catch (AssertionError e) {
            failure = e;
        }
        List<String> wrong = world.close();
        if (!wrong.isEmpty()) {
            AssertionError unseen = new AssertionError(String.join("\n", wrong));
            if (failure == null) {
                throw unseen;
            }
            failure.addSuppressed(unseen);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void compare(ExtensionContext context, IpcWorld world) {
        if (how.also().length == 0) {
            return;
        }
        if (context.getExecutionException().isPresent()) {
            comparison.failed(context, world.where());
        } else {
            world.awaitQuiet(); // what is still under way would be a difference by chance
            comparison.add(context, world.where(), Summary.of(world.all()));
        }
    }

    // ---- parameters

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Ipc.class || type == IpcWorld.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        IpcWorld world = world(context);
        if (parameter.getParameter().getType() == IpcWorld.class) {
            return world;
        }
        Optional<Service> service = parameter.findAnnotation(Service.class);
        return service.isPresent() ? world.ipc(service.get().value()) : world.ipc();
    }

    private static IpcWorld world(ExtensionContext context) {
        IpcWorld world = context.getStore(HERE).get(IpcWorld.class, IpcWorld.class);
        if (world == null) {
            throw new ParameterResolutionException(
                    "a world is one test method's: a constructor has none yet, so ask for it in @BeforeEach");
        }
        return world;
    }
}
