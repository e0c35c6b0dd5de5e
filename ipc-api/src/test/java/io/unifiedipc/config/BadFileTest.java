package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake, one problem: exactly that text, no second one that only follows from the first. */
class BadFileTest {
    @ParameterizedTest
    @MethodSource({"shape", "keys", "values", "together"})
    void saysWhatIsWrongAndWhere(String file, String expected) {
        assertThat(Fixtures.problems(Fixtures.file(file))).isEqualTo(List.of(expected));
    }

    static Stream<Arguments> shape() {
        return Stream.of(
                bad(
                        "ipc: [1\n",
                        "ipc.yaml:2: this is no YAML that can be read: while parsing a flow sequence, expected ','"
                                + " or ']', but got <stream end>"),
                bad(
                        "ipc:\n  service: a: b\n",
                        "ipc.yaml:2: this is no YAML that can be read: mapping values are not allowed" + " here"),
                bad(
                        "ipc:\n\tservice: a\n",
                        "ipc.yaml:2: this is no YAML that can be read: while scanning for the next token,"
                                + " found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                bad("? [a, b]\n: c\n", "ipc.yaml:1: this is no YAML that can be read: a key must be plain text"),
                bad("just words\n", "ipc.yaml:1: a configuration starts with the key 'ipc'"),
                bad("- ipc\n", "ipc.yaml:1: a configuration starts with the key 'ipc'"),
                bad("ipc: yes\n", "ipc.yaml:1: ipc takes keys below it, not a value"),
                bad(
                        "ipc: {}\nspring: {}\n",
                        "ipc.yaml:2: 'spring' stands at the top, where only 'ipc' can: put it below" + " that"),
                bad("ipc: {}\n---\nipc: {}\n", "ipc.yaml:3: a second document starts; there can be one"),
                bad(
                        "ipc:\n  service: &a x\n  workers: *a\n",
                        "ipc.yaml:3: an alias (*a) can't be used here: write the value itself"),
                bad("ipc:\n  service: !x shop\n", "ipc.yaml:2: a tag (!x) can't be used here: write the value itself"),
                bad("ipc: " + "[".repeat(40_000), "ipc.yaml:1: keys and lists stand more than 12 deep"),
                bad("ipc: {service: " + "x".repeat(1 << 20) + "}", "ipc.yaml:1: the text has more than 1 MiB"),
                bad(
                        "ipc:\n  service: a\n  workers: 3\n  service: b\n",
                        "ipc.yaml:4: 'service' stands twice, line 2 and line" + " 4"),
                bad(
                        "ipc:\n  channels:\n    orders: {transport: memory}\n    orders: {transport: http}\n",
                        "ipc.yaml:4: channel 'orders' stands twice, line 3 and line 4"));
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                bad("ipc:\n  servce: shop\n", "ipc.yaml:2: 'servce' is no key of ipc; did you mean 'service'?"),
                bad(
                        "ipc:\n  qwertyuiop: 1\n",
                        "ipc.yaml:2: 'qwertyuiop' is no key of ipc; there are: service, transport, receive, close-within,"
                                + " workers, max-outstanding, log-calls, log-every, channels, transports, credentials,"
                                + " authenticators, outcome-stores"),
                bad(
                        orders("timout: 2s"),
                        "ipc.yaml:5: 'timout' is no key of channel 'orders'; did you mean 'timeout'?"),
                bad(
                        orders("maxOutstanding: 2"),
                        "ipc.yaml:5: 'maxOutstanding' is no key of channel 'orders'; did you mean"
                                + " 'max-outstanding'?"),
                bad(orders("htpp: {}"), "ipc.yaml:5: 'htpp' is no key of channel 'orders'; did you mean 'http'?"),
                bad(
                        orders("http: {adress: x}"),
                        "ipc.yaml:5: 'adress' is no key of 'http' in channel 'orders'; did you mean" + " 'address'?"),
                bad(
                        orders("on-failure: {retrys: 5}"),
                        "ipc.yaml:5: 'retrys' is no key of 'on-failure' in channel"
                                + " 'orders'; did you mean 'retry'?"),
                bad(
                        orders("circuit-breaker: {rate: 5}"),
                        "ipc.yaml:5: 'rate' is no key of 'circuit-breaker' in channel"
                                + " 'orders'; there are: failure-rate"),
                bad(
                        orders("memory: {size: 5}"),
                        "ipc.yaml:5: 'size' is no key of 'memory' in channel 'orders'; there are" + " none"),
                bad(
                        orders("retry: {attempts: 3}"),
                        "ipc.yaml:5: channel 'orders' wants 'retry', and no module on the class"
                                + " path has it: add ipc-resilience, or take it out"),
                bad(
                        "ipc:\n  transports:\n    htp: {}\n",
                        "ipc.yaml:3: no module on the class path has a transport 'htp'; did" + " you mean 'http'?"),
                bad(
                        "ipc:\n  transports:\n    http: {port: 1}\n",
                        "ipc.yaml:3: 'port' is no key of transport 'http'; there" + " are: listen, password, native"),
                bad(
                        "ipc:\n  channels:\n    Orders: {transport: http}\n",
                        "ipc.yaml:3: 'Orders' can't name a channel: a letter from a to z comes first, then at most 62"
                                + " letters, digits and hyphens"));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                bad(
                        orders("timeout: 2"),
                        "ipc.yaml:5: channels.orders.timeout: '2' is no time: write a number and ms, s, m,"
                                + " h or d"),
                bad(
                        orders("timeout: 0s"),
                        "ipc.yaml:5: channels.orders.timeout: '0s' is no time at all: zero never means" + " off"),
                bad(orders("timeout:"), "ipc.yaml:5: channels.orders.timeout is empty"),
                bad(orders("timeout: [2s, 3s]"), "ipc.yaml:5: channels.orders.timeout must be a single value"),
                bad(orders("timeout: {a: 3s}"), "ipc.yaml:5: channels.orders.timeout must be a single value"),
                bad(
                        orders("max-payload: 3MB"),
                        "ipc.yaml:5: channels.orders.max-payload: '3MB' is no size: write a number"
                                + " and B, KiB, MiB or GiB"),
                bad(
                        orders("concurrency: 1_6"),
                        "ipc.yaml:5: channels.orders.concurrency: '1_6' is not a whole number from 1" + " to 100000"),
                bad(
                        orders("max-waiting: 0"),
                        "ipc.yaml:5: channels.orders.max-waiting: '0' is not a whole number from 1 to 1000000"),
                bad(
                        orders("when-full: block"),
                        "ipc.yaml:5: channels.orders.when-full: 'block' is none of reject | wait"),
                bad(
                        "ipc:\n  max-outstanding: off\n",
                        "ipc.yaml:2: max-outstanding: 'off' is not a whole number from 1 to 1000000"),
                bad(orders("kind: queue"), "ipc.yaml:5: channels.orders.kind: 'queue' is none of commands | events"),
                bad(
                        orders("version: 01.2"),
                        "ipc.yaml:5: channels.orders.version: '01.2' is no semantic version such as" + " 1.2.0"),
                bad(
                        orders("codec: jsom"),
                        "ipc.yaml:5: channels.orders.codec: 'jsom' is no codec; did you mean 'json'?"),
                bad(orders("http: fast"), "ipc.yaml:5: channels.orders.http takes keys below it, not a value"),
                bad(orders("kafka: fast"), "ipc.yaml:5: channels.orders.kafka takes keys below it, not a value"),
                bad(
                        orders("circuit-breaker: on"),
                        "ipc.yaml:5: channels.orders.circuit-breaker takes keys below it, not a" + " value"),
                bad(
                        orders("http: {groups: a}"),
                        "ipc.yaml:5: channels.orders.http.groups must have names below it, each with" + " a value"),
                bad(
                        orders("http: {address: '${HOME}'}"),
                        "ipc.yaml:5: channels.orders.http.address has a '${' that starts no" + " '${env:NAME}'"),
                bad(
                        orders("http: {address: '${env:A'}"),
                        "ipc.yaml:5: channels.orders.http.address has a '${' that starts no" + " '${env:NAME}'"),
                bad(
                        orders("http:\n        address: '${env:NOT_SET}'"),
                        "ipc.yaml:6: channels.orders.http.address takes the"
                                + " environment variable NOT_SET, and it is not set"),
                bad("ipc:\n  channels: many\n", "ipc.yaml:2: channels takes keys below it, not a value"),
                bad("ipc:\n  transports: many\n", "ipc.yaml:2: transports takes keys below it, not a value"),
                bad(
                        "ipc:\n  close-within: ten\n",
                        "ipc.yaml:2: close-within: 'ten' is no time: write a number and ms, s, m, h" + " or d"));
    }

    static Stream<Arguments> together() {
        return Stream.of(
                bad(
                        orders("receive: [http, http]"),
                        "ipc.yaml:5: channel 'orders' names a transport twice under 'receive'"),
                bad(
                        "ipc:\n  channels:\n    orders:\n",
                        "ipc.yaml:3: channel 'orders' has no transport: give it one of ask," + " http, memory, tell"),
                bad(
                        "ipc:\n  channels:\n    orders:\n      transport: kafka\n      kafka: {topic: a}\n",
                        "ipc.yaml:4: channel 'orders' wants transport 'kafka', and no module on the class path has it (there"
                                + " are: ask, http, memory, tell): add ipc-kafka, or take one of these"),
                bad(
                        "ipc:\n  channels:\n    orders:\n      transport: htttp\n",
                        "ipc.yaml:4: channel 'orders' wants transport 'htttp', and no module on the class path has it (there"
                                + " are: ask, http, memory, tell); did you mean 'http'?"),
                bad(
                        "ipc:\n  channels:\n    orders:\n      transport: pigeons\n",
                        "ipc.yaml:4: channel 'orders' wants transport 'pigeons', and no module on the class path has it (there"
                                + " are: ask, http, memory, tell): add the module that has it, or take one of these"),
                bad(
                        orders("receive: [http, amqp]"),
                        "ipc.yaml:5: channel 'orders' wants to receive on 'amqp', and no module"
                                + " on the class path has it (there are: ask, http, memory, tell): add ipc-amqp, or take one of"
                                + " these"),
                bad(
                        orders("receive: []"),
                        "ipc.yaml:5: channel 'orders' has an empty list under 'receive': name a transport,"
                                + " or leave the key out"),
                bad(
                        "ipc:\n  channels:\n    e:\n      kind: events\n      transport: ask\n",
                        "ipc.yaml:5: channel 'e' is for events, and transport 'ask' can't publish"),
                bad(
                        "ipc:\n  channels:\n    c:\n      transport: tell\n",
                        "ipc.yaml:4: channel 'c' is for commands, and transport 'tell' can neither send nor request"),
                bad(
                        orders("receive: memory, tell"),
                        "ipc.yaml:5: channel 'orders' is for commands, and transport 'tell' can"
                                + " neither send nor request"),
                bad(
                        orders("on-failure:\n        then: park"),
                        "ipc.yaml:6: channel 'orders' is to park what fails, and"
                                + " transport 'http' has nowhere to park it: say stop or drop, or leave 'then' out"),
                bad(
                        orders("window: 15"),
                        "ipc.yaml:5: channels.orders.window: 15 is less than the concurrency, which is 16:"
                                + " some handlers could never run"),
                bad(
                        orders("max-waiting: 10"),
                        "ipc.yaml:5: channels.orders.max-waiting: nothing waits where when-full is reject: say"
                                + " when-full: wait, or take it out"),
                bad(
                        orders("max-outstanding: 5000"),
                        "ipc.yaml:5: channels.orders.max-outstanding: 5000 is more than all channels have together, which"
                                + " is 4096: raise ipc.max-outstanding, or lower this one"));
    }

    /** A channel over HTTP with a further key, which stands on line 5. */
    private static String orders(String key) {
        return "ipc:\n  channels:\n    orders:\n      transport: http\n      " + key + "\n";
    }

    private static Arguments bad(String file, String expected) {
        return Arguments.of(file, expected);
    }
}
