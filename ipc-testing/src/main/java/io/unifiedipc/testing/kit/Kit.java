package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Capability;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all kits have: a transport, and a stage for each scenario. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({NeedsCondition.class, KitReport.class})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class Kit implements Scenarios {
    private final TransportUnderTest transport;
    private @Nullable Claims claims;
    private @Nullable Stage stage;

    Kit(TransportUnderTest transport) {
        this.transport = transport;
    }

    @BeforeAll
    final void startTransport() throws Exception {
        transport.start();
        claims = Claims.of(transport, Stage.fresh(1, false));
    }

    @AfterAll
    final void stopTransport() throws Exception {
        transport.stop();
    }

    @BeforeEach
    final void openStage(TestInfo scenario) {
        boolean breakable = scenario.getTestMethod()
                .map(method -> method.getAnnotation(Needs.class))
                .filter(needs -> List.of(needs.power()).contains(TransportUnderTest.BreaksConnections.class))
                .isPresent();
        stage = new Stage(transport, claims(), breakable);
    }

    @AfterEach
    final void closeStage() {
        stage().close();
    }

    @Override
    public final Stage stage() {
        if (stage == null) {
            throw new IllegalStateException("there is a stage only while a scenario runs");
        }
        return stage;
    }

    private Claims claims() {
        if (claims == null) {
            throw new IllegalStateException("the transport has not been started");
        }
        return claims;
    }

    final boolean claims(Capability capability) {
        return claims().has(capability);
    }

    final boolean can(Class<?> power) {
        return power.isInstance(transport);
    }

    final boolean slow() {
        return transport.slow();
    }

    /** Where its reports are, below {@code target}. */
    abstract String folder();

    final String label() {
        return transport.label();
    }

    /** A kit that was changed is none. */
    @Test
    final void everyScenarioIsTheKitsOwn() {
        for (Method each : getClass().getMethods()) {
            if (Scenarios.class.isAssignableFrom(each.getDeclaringClass())) {
                assertThat(each.getDeclaringClass().getPackage())
                        .as("the scenario '" + each.getName() + "' is replaced")
                        .isEqualTo(Kit.class.getPackage());
            }
        }
    }

    /** What is claimed is tested: a claim whose scenarios need a power makes the power a duty. */
    @Test
    final void everyClaimCanBeTested() {
        if (claims(Capability.DURABLE)) {
            assertThat(can(TransportUnderTest.StopsBroker.class))
                    .as("'" + label() + "' claims DURABLE: let its TransportUnderTest implement StopsBroker")
                    .isTrue();
        }
    }
}
