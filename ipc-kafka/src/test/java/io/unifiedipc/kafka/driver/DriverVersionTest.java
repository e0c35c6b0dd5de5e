package io.unifiedipc.kafka.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.9.1", "4.0.0", "4.3.9", "2.8.2-SNAPSHOT"})
    void anOldDriverIsRefused(String version) {
        assertThatThrownBy(() -> DriverVersion.check(version))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                })
                .hasMessageContaining(version)
                .hasMessageContaining(DriverVersion.LOWEST)
                .hasMessageContaining("ipc-bom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4.0", "4.10.0", "5.0.0-rc1", "10.0", "", "unknown"})
    void aNewOneAndOneThatDoesNotSayAreTaken(String version) {
        assertThatCode(() -> DriverVersion.check(version)).doesNotThrowAnyException();
    }

    @Test
    void theOneThatIsHereIsTaken() {
        assertThatCode(DriverVersion::check).doesNotThrowAnyException();
    }
}
