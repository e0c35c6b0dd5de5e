package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.identity.BasicProvider;
import io.unifiedipc.identity.BearerProvider;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tables and output in docs/configuration.md are what the code says. To bring the page up to date, run this test with
 * {@code -Dipc.docs.write=true}.
 */
class ConfigurationPageTest {
    private static final Path FILE = Path.of("..", "docs", "configuration.md");
    private static final ConfigLoader LOADER = new ConfigLoader(
            Providers.of(
                    List.of(
                            new Fixtures.Named(
                                    "http",
                                    Schema.of(Fixtures.LISTEN),
                                    Schema.of(Fixtures.ADDRESS),
                                    Capabilities.of(8_000, Capability.REQUEST, Capability.SEND, Capability.PUBLISH)),
                            Fixtures.MEMORY),
                    List.of(),
                    Set.of("json")),
            (channel, seen) ->
                    List.of("deadline", "outstanding(" + channel.own().get(ChannelOptions.MAX_OUTSTANDING) + ")"));

    @Test
    void saysWhatTheCodeDoes() {
        Page page = Page.read(FILE);
        Page right = page.with("options", tables())
                .with("describe", fenced(describe(page.code("file"))))
                .with("printed", fenced(problems(page.code("mistakes"))));
        if (Boolean.getBoolean("ipc.docs.write")) {
            right.write(FILE);
        } else {
            assertThat(page.text())
                    .as("docs/configuration.md; -Dipc.docs.write=true brings it up to date")
                    .isEqualTo(right.text());
        }
    }

    private static String tables() {
        return "### Directly under `ipc`\n\n" + ServiceOptions.SCHEMA.table()
                + "\n### A channel: `ipc.channels.<name>`\n\n" + ChannelOptions.SCHEMA.table()
                + "\n### What follows a failure: `ipc.channels.<name>.on-failure`\n\n"
                + ChannelOptions.ON_FAILURE_SCHEMA.table()
                + "\n### What calls show: `ipc.credentials.<name>`\n\n"
                + "Each has a `type`, which decides its other keys; `forwarded` has none, `oauth2` comes with `ipc-http`.\n"
                + "\n`type: bearer`\n\n" + new BearerProvider().options().table()
                + "\n`type: basic`\n\n" + new BasicProvider().options().table();
    }

    private static String describe(String file) {
        return LOADER.load(new ConfigInputs(
                        new ConfigSource("ipc.yaml", file),
                        Map.of(),
                        Map.of("IPC_CHANNELS_ORDERS_MAX_OUTSTANDING", "64"),
                        Map.of("ipc.transports.http.listen", "9090")))
                .description();
    }

    private static String problems(String file) {
        ConfigurationException e =
                catchThrowableOfType(ConfigurationException.class, () -> LOADER.load(Fixtures.file(file)));
        return e.getMessage() + "\n";
    }

    private static String fenced(String text) {
        return "```text\n" + text + "```\n";
    }
}
