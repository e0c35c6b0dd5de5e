package io.unifiedipc.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a class of tests in memory, and then once more in each other place. */
final class IpcTestExtension implements ClassTemplateInvocationContextProvider {
    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestClass(), IpcTest.class);
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        IpcTest how = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), IpcTest.class)
                .orElseThrow();
        Comparison comparison = new Comparison(context.getRequiredTestClass(), how.strict());
        List<ClassTemplateInvocationContext> runs = new ArrayList<>();
        runs.add(new Run(how, null, comparison, how.also().length == 0));
        for (int i = 0; i < how.also().length; i++) {
            runs.add(new Run(how, how.also()[i], comparison, i == how.also().length - 1));
        }
        return runs.stream();
    }

    /** The whole class, in one place. */
    private record Run(IpcTest how, @Nullable Class<? extends Elsewhere> where, Comparison comparison, boolean last)
            implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return where == null ? IpcWorld.MEMORY : where.getSimpleName();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new WorldExtension(how, where, comparison, last));
        }
    }
}
