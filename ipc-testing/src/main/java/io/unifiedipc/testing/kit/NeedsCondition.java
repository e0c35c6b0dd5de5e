package io.unifiedipc.testing.kit;

import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.DecoratorProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a scenario whose {@link Needs} are not met. The only reason for which the kit skips anything. */
final class NeedsCondition implements ExecutionCondition {
    private static final ConditionEvaluationResult MET = ConditionEvaluationResult.enabled("all it needs is there");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Needs needs = context.getTestMethod()
                .map(method -> method.getAnnotation(Needs.class))
                .orElse(null);
        if (needs == null) {
            return MET;
        }
        Kit kit = (Kit) context.getRequiredTestInstance();
        for (Capability each : needs.value()) {
            if (!kit.claims(each)) {
                return skipped("needs " + each + ": " + each.meaning());
            }
        }
        for (Capability each : needs.without()) {
            if (kit.claims(each)) {
                return skipped("needs a transport without " + each + ": here " + each.meaning());
            }
        }
        for (Class<?> each : needs.power()) {
            if (!kit.can(each)) {
                return skipped("needs the power " + each.getSimpleName() + " of the kit's factory");
            }
        }
        for (String each : needs.decorator()) {
            if (!isThere(each)) {
                return skipped("needs ipc-resilience on the class path: " + each);
            }
        }
        return MET;
    }

    private static boolean isThere(String decorator) {
        return ServiceLoader.load(DecoratorProvider.class).stream()
                .anyMatch(each -> each.get().name().equals(decorator));
    }

    private static ConditionEvaluationResult skipped(String reason) {
        return ConditionEvaluationResult.disabled(reason);
    }
}
