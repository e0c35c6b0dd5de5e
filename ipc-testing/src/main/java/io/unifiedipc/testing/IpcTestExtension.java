package io.unifiedipc.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a class of tests in memory, and then once more in each other place. */
final class IpcTestExtension implements ClassTemplateInvocationContextProvider, AfterAllCallback {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(IpcTestExtension.class);

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), IpcTest.class);
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        IpcTest how = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), IpcTest.class)
                .orElseThrow();
        Comparison comparison = new Comparison(context.getRequiredTestClass(), how.strict());
        if (how.also().length > 0) {
            context.getStore(HERE).put(context.getRequiredTestClass(), comparison);
        }
        List<ClassTemplateInvocationContext> runs = new ArrayList<>();
        runs.add(new Run(how, null, comparison));
        for (int i = 0; i < how.also().length; i++) {
            runs.add(new Run(how, how.also()[i], comparison));
        }
        return runs.stream();
    }

    /** After the last run of the class; also after each class nested in it, which has nothing of its own to report. */
    @Override
    public void afterAll(ExtensionContext context) {
        Comparison comparison = context.getStore(HERE).remove(context.getRequiredTestClass(), Comparison.class);
        if (comparison != null) {
            comparison.report();
        }
    }

    /** The whole class, in one place. */
    private record Run(IpcTest how, @Nullable Class<? extends Elsewhere> where, Comparison comparison)
            implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return where == null ? IpcWorld.MEMORY : where.getSimpleName();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new WorldExtension(how, where, comparison));
        }
    }
}
