package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PASSWORD", "hunter2", "SHORT", "q7!", "HOST", "hunter2.example", "ODD", "hunter2${HOME}$1\\");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipc: {transports: {http: {password: hunter2}}}",
                "ipc: {transports: {http: {password: '${env:PASSWORD}'}}}",
                "ipc: {service: 'my-${env:PASSWORD}'}",
                "ipc: {channels: {orders: {transport: http, http: {address: 'http://${env:HOST}:80'}}}}",
                "ipc: {channels: {orders: {transport: http, http: {groups: {a: [x, '${env:PASSWORD}']}}}}}",
                "ipc: {channels: {orders: {transport: http, http: {address: 'amqp://me:hunter2@host/x'}}}}",
            })
    void describeNeverPrintsThem(String file) {
        assertThat(load(file).description()).contains("***").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipc: {transports: {http: {password: q7!}}}",
                "ipc: {transports: {http: {password: [q7!]}}}",
                "ipc: {transports: {http: {password: '${env:SHORT}'}}}",
                "ipc: {workers: '${env:SHORT}'}",
                "ipc: {channels: {orders: {transport: '${env:SHORT}'}}}",
                "ipc: {channels: {orders: {transport: memory, receive: [http, '${env:SHORT}']}}}",
                "ipc: {channels: {orders: {transport: memory, codec: '${env:SHORT}'}}}",
                "ipc: {transports: {http: {password: q7!: x}}}",
                "ipc:\n  transports:\n    http:\n      password: q7!: x\n",
                "ipc:\n  transports:\n    http:\n      password: \"q7!\\q\"\n",
                "ipc: {close-within: 'http://me:q7!@host'}",
                "ipc: {close-within: 'http://me:a/q7!@host'}",
                "ipc: {transports: {http: {password:q7!}}}",
                "ipc: {transports: {http: {listen: 1, 'password:q7!': a, 'password:q7!': b}}}",
                "ipc: {transports: {password:q7!}}",
                "ipc: {channels: {orders: {transport: memory, password:q7!}}}",
                "ipc: {password:q7!}",
                "password:q7!: {}",
            })
    void problemsNeverPrintThem(String file) {
        assertThat(Fixtures.problems(inputs(file)))
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p).doesNotContain("q7!"));
    }

    @Test
    void aSecretThatIsWrongStillSaysWhatItTakes() {
        assertThat(Fixtures.problems(inputs("ipc: {workers: '${env:SHORT}'}")))
                .containsExactly(
                        "ipc.yaml:1: workers has a value that can't be used (it takes a whole number from 1 to 10000;"
                                + " the value is secret)");
    }

    @Test
    void theValueIsTakenAsItIs() {
        Settings settings = load("ipc: {service: 'a ${env:ODD} ${env:SHORT}'}");
        assertThat(settings.service().get(ServiceOptions.SERVICE)).isEqualTo("a hunter2${HOME}$1\\ q7!");
    }

    @Test
    void aVariableThatOverridesIsNotReadAgain() {
        ConfigInputs inputs = new ConfigInputs(null, Map.of(), Map.of("IPC_SERVICE", "${env:PASSWORD}"), Map.of());
        assertThat(Fixtures.loader().load(inputs).service().get(ServiceOptions.SERVICE))
                .isEqualTo("${env:PASSWORD}");
    }

    @Test
    void missingOnesAreNamedEachByItself() {
        assertThat(Fixtures.problems(inputs("ipc:\n  service: ${env:ONE}${env:TWO}\n")))
                .containsExactly(
                        "ipc.yaml:2: service takes the environment variable ONE, and it is not set",
                        "ipc.yaml:2: service takes the environment variable TWO, and it is not set");
    }

    private static Settings load(String file) {
        return Fixtures.loader().load(inputs(file));
    }

    private static ConfigInputs inputs(String file) {
        return new ConfigInputs(new ConfigSource("ipc.yaml", file), Map.of(), ENVIRONMENT, Map.of());
    }
}
