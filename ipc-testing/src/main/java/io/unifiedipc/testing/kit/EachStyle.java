package io.unifiedipc.testing.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A scenario for each {@link CallStyle}; on a slow transport for one, unless it is marked as a smoke. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(EachStyle.Styles.class)
@interface EachStyle {
    /** Whether it runs in every style on slow transports too. */
    boolean smoke() default false;

    /** Whether a contract can say it: it can set no timeout for one call. */
    boolean contract() default true;

    /** Which styles there are. */
    final class Styles implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            EachStyle how = context.getRequiredTestMethod().getAnnotation(EachStyle.class);
            boolean slow = ((Kit) context.getRequiredTestInstance()).slow();
            return Stream.of(CallStyle.values())
                    .filter(style -> how.contract() || style != CallStyle.CONTRACT)
                    .filter(style -> !slow || how.smoke() || style == CallStyle.BLOCKING)
                    .map(Arguments::of);
        }
    }
}
