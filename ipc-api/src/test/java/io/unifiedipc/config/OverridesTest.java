package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Option;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    private static final String FILE = """
            ipc:
              channels:
                orders: {transport: memory, timeout: 1s}
                order-events: {kind: events, transport: memory}
            """;

    @ParameterizedTest
    @CsvSource({",,,1", "2s,,,2", "2s,3s,,3", "2s,3s,4s,4", ",3s,,3", ",,4s,4", "2s,,4s,4"})
    void laterOnesWin(String builder, String environment, String property, int seconds) {
        Settings settings = load(
                FILE,
                one("channels.orders.timeout", builder),
                one("IPC_CHANNELS_ORDERS_TIMEOUT", environment),
                one("ipc.channels.orders.timeout", property));
        assertThat(orders(settings, ChannelOptions.TIMEOUT)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void oneLineSwitchesEveryChannelThatNamesNoTransportOfItsOwn() {
        String file = """
                ipc:
                  transport: memory
                  receive: [memory, http]
                  channels:
                    orders: {timeout: 1s}
                    quotes: {transport: http}
                """;
        Settings settings = load(file, Map.of(), one("IPC_TRANSPORT", "http"), Map.of());
        assertThat(settings.channels().get("orders").transport()).isEqualTo("http");
        assertThat(settings.channels().get("orders").receive()).containsExactly("memory", "http");
        assertThat(settings.channels().get("quotes").receive()).containsExactly("http");
        assertThat(settings.description()).contains("environment IPC_TRANSPORT");
    }

    @Test
    void theBuilderTakesPathsWithAndWithoutTheRoot() {
        Map<String, String> builder = new LinkedHashMap<>();
        builder.put("channels.orders.transport", "http");
        builder.put("ipc.channels.orders.http.address", "http://a");
        builder.put("channels.orders.http.groups.billing", "http://b, http://c");
        builder.put("ipc.transports.http.native.max.idle.time", "5");
        Settings settings = load("", builder, Map.of(), Map.of());
        ChannelSettings orders = settings.channels().get("orders");
        assertThat(orders.transport()).isEqualTo("http");
        assertThat(orders.block("http").get(Fixtures.ADDRESS)).isEqualTo("http://a");
        assertThat(orders.block("http").get(Fixtures.GROUPS))
                .isEqualTo(Map.of("billing", List.of("http://b", "http://c")));
        assertThat(settings.transports().get("http").get(Fixtures.NATIVE)).isEqualTo(Map.of("max.idle.time", "5"));
    }

    @Test
    void aStarSetsAKeyOfEveryChannelOverItsOwnValue() {
        Map<String, String> builder = new LinkedHashMap<>();
        builder.put("channels.*.transport", "http");
        builder.put("ipc.channels.*.on-failure.retry", "7");
        builder.put("channels.*.http.address", "http://a");
        builder.put("channels.orders.http.address", "http://b");
        builder.put("channels.later.transport", "memory");
        Settings settings = load(FILE, builder, Map.of(), Map.of());
        ChannelSettings orders = settings.channels().get("orders");
        ChannelSettings events = settings.channels().get("order-events");
        assertThat(orders.transport()).isEqualTo("http");
        assertThat(events.transport()).isEqualTo("http");
        assertThat(events.receive()).containsExactly("http");
        assertThat(events.onFailure().get(ChannelOptions.RETRY)).isEqualTo(7);
        assertThat(orders.block("http").get(Fixtures.ADDRESS)).isEqualTo("http://b");
        assertThat(events.block("http").get(Fixtures.ADDRESS)).isEqualTo("http://a");
        assertThat(settings.channels().get("later").transport()).isEqualTo("memory");
    }

    @Test
    void aPropertyMayHaveAStarToo() {
        Settings settings = load(FILE, Map.of(), Map.of(), Map.of("ipc.channels.*.timeout", "9s"));
        assertThat(orders(settings, ChannelOptions.TIMEOUT)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aStarHasTheSameMistakesAsAName() {
        assertThat(problems(FILE, Map.of("channels.*.timout", "1s"), Map.of(), Map.of()))
                .containsExactly(
                        "builder: 'timout' is no key of channel 'orders'; did you mean 'timeout'?",
                        "builder: 'timout' is no key of channel 'order-events'; did you mean 'timeout'?");
        assertThat(problems(FILE, Map.of("channels.*", "1s"), Map.of(), Map.of()))
                .containsExactly("builder: 'channels.*' names no single value, as channels.orders.timeout does");
        assertThat(problems("", Map.of("channels.*.timeout", "1s"), Map.of(), Map.of()))
                .containsExactly("builder: channels.*.timeout sets nothing, since no channel is configured");
        assertThat(problems(FILE, Map.of("transports.*.listen", "1"), Map.of(), Map.of()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("builder: no module on the class path has a transport '*'");
    }

    @Test
    void anOutlineNeedsNoModule() {
        String file = """
                ipc:
                  service: shop
                  transport: kafka
                  nonsense: 1
                  channels:
                    orders: {kafka: {topic: x}}
                    quotes: {transport: htttp}
                """;
        Outline outline = Outline.of(inputs(file, Map.of("channels.late.timeout", "1s"), Map.of(), Map.of()));
        assertThat(outline.service()).isEqualTo("shop");
        assertThat(outline.transports().toString()).isEqualTo("{orders=kafka, quotes=htttp, late=kafka}");
    }

    @Test
    void namesOfTheFileAndOfThePropertiesComeTogether() {
        String file = "ipc: {channels: {orders: {transport: http, http: {groups: {billing: a, stock: b}}}}}";
        Settings settings = load(file, Map.of(), Map.of(), Map.of("ipc.channels.orders.http.groups.stock", "c"));
        assertThat(settings.channels().get("orders").block("http").get(Fixtures.GROUPS))
                .isEqualTo(Map.of("billing", List.of("a"), "stock", List.of("c")));
    }

    @Test
    void aPropertyCanCreateAChannelAndAVariableCanSetItsKeys() {
        Settings settings = load(
                "",
                Map.of(),
                Map.of("IPC_CHANNELS_NEW_ONE_ON_FAILURE_BACKOFF", "1s", "IPC_CONFIG", "x", "PATH", "y"),
                Map.of("ipc.channels.new-one.transport", "memory", "ipc.config", "x", "ipconfig", "y"));
        assertThat(settings.channels().get("new-one").onFailure().get(ChannelOptions.BACKOFF))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aDecoratorCanBeSwitchedOff() {
        String file = "ipc: {channels: {orders: {transport: memory, circuit-breaker: {failure-rate: 10}}}}";
        ChannelSettings on = load(file, Map.of(), Map.of(), Map.of()).channels().get("orders");
        assertThat(on.off()).isEmpty();
        assertThat(on.block("circuit-breaker").get(Fixtures.FAILURE_RATE)).isEqualTo(10);
        ChannelSettings off = load(file, Map.of(), Map.of("IPC_CHANNELS_ORDERS_CIRCUIT_BREAKER", "off"), Map.of())
                .channels()
                .get("orders");
        assertThat(off.off()).containsExactly("circuit-breaker");
    }

    @Test
    void theBlockOfAnAbsentModuleIsAcceptedWhileItIsIdle() {
        Settings settings = load(
                FILE,
                Map.of(),
                Map.of("IPC_CHANNELS_ORDERS_KAFKA_TOPIC", "a", "IPC_TRANSPORTS_AMQP_URI", "b"),
                Map.of());
        assertThat(settings.description())
                .contains("  kafka (idle; not checked: ipc-kafka is not on the class path)")
                .contains("transport amqp (idle; not checked: ipc-amqp is not on the class path)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IPC_CHANNELS_ORDERS_TIMOUT | matches no key; did you mean IPC_CHANNELS_ORDERS_TIMEOUT?",
                "IPC_CHANNEL_ORDERS_TIMEOUT | matches no key; did you mean IPC_CHANNELS_ORDERS_TIMEOUT?",
                "IPC_CHANNELS_INVOICES_TRANSPORT | matches no key of the service, of a transport, or of a channel in the file",
                "IPC_CHANNELS_ORDERS_HTTP | matches no key of the service, of a transport, or of a channel in the file",
            })
    void aVariableThatMatchesNothingIsAProblem(String variable, String expected) {
        assertThat(problems(FILE, Map.of(), Map.of(variable, "1s"), Map.of()))
                .containsExactly("environment variable " + variable + ": " + expected);
    }

    @Test
    void aVariableThatMayMeanTwoKeysIsAProblemOnlyWhenItIsSet() {
        String file = "ipc: {channels: {orders: {transport: http}, orders-http: {transport: memory}}}";
        assertThat(problems(file, Map.of(), Map.of(), Map.of())).isEmpty();
        assertThat(problems(file, Map.of(), Map.of("IPC_CHANNELS_ORDERS_HTTP_TIMEOUT", "1s"), Map.of()))
                .containsExactly("environment variable IPC_CHANNELS_ORDERS_HTTP_TIMEOUT: may mean"
                        + " channels.orders.http.timeout and channels.orders-http.timeout: set the one that is meant as a system"
                        + " property or in the file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channels | 'channels' names no single value, as channels.orders.timeout does",
                "channels.orders | 'channels.orders' names no single value, as channels.orders.timeout does",
                "channels..timeout | 'channels..timeout' names no single value, as channels.orders.timeout does",
                "channels.orders.http | 'channels.orders.http' names no single value, as channels.orders.timeout does",
                "chanels.orders.timeout | 'chanels.orders.timeout' is no key of ipc; there are: service, transport, receive, close-within, workers,"
                        + " max-outstanding, log-calls, log-every, channels, transports, credentials, authenticators, outcome-stores",
                "channels.orders.timout | 'timout' is no key of channel 'orders'; did you mean 'timeout'?",
                "channels.orders.timeout.connect | channels.orders.timeout.connect can't be set, since channels.orders.timeout"
                        + " has no keys below it (ipc.yaml:3)",
                "channels.order-events.timeout.x | channels.order-events.timeout must be a single value",
                "channels.invoices.timeout | channel 'invoices' has no transport: give it one of ask, http, memory, tell",
                "transports.smtp.host | no module on the class path has a transport 'smtp'; there are: ask, http, memory, tell",
            })
    void aPathThatLeadsNowhereIsAProblem(String path, String expected) {
        assertThat(problems(FILE, Map.of(path, "1s"), Map.of(), Map.of())).containsExactly("builder: " + expected);
    }

    @Test
    void aBlockThatIsOffTakesNoKeys() {
        String file = "ipc: {channels: {orders: {transport: memory, circuit-breaker: off}}}";
        assertThat(problems(file, Map.of(), Map.of(), Map.of("ipc.channels.orders.circuit-breaker.failure-rate", "5")))
                .containsExactly("system property ipc.channels.orders.circuit-breaker.failure-rate:"
                        + " channels.orders.circuit-breaker.failure-rate can't be set, since channels.orders.circuit-breaker has"
                        + " no keys below it (ipc.yaml:1)");
    }

    private static <T> T orders(Settings settings, Option<T> option) {
        return settings.channels().get("orders").own().get(option);
    }

    private static Map<String, String> one(String key, String value) {
        return value == null ? Map.of() : Map.of(key, value);
    }

    private static Settings load(
            String file, Map<String, String> builder, Map<String, String> environment, Map<String, String> properties) {
        return Fixtures.loader().load(inputs(file, builder, environment, properties));
    }

    private static List<String> problems(
            String file, Map<String, String> builder, Map<String, String> environment, Map<String, String> properties) {
        return Fixtures.problems(inputs(file, builder, environment, properties));
    }

    private static ConfigInputs inputs(
            String file, Map<String, String> builder, Map<String, String> environment, Map<String, String> properties) {
        return new ConfigInputs(new ConfigSource("ipc.yaml", file), builder, environment, properties);
    }
}
