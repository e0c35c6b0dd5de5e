package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Ipc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GuardedTest {

    @Test
    void describeSaysWhatEachChannelShowsAndDemands() throws IOException {
        // What its files hold is seen to elsewhere; here they only have to be there.
        String yaml = Files.readString(Path.of("src/main/resources/guarded.yaml"))
                .replace(", tls-certificate: server.pem, tls-key: server.key", "");
        String described = Guarded.decided(Ipc.builder().isolated().yaml(yaml))
                .set("credentials.partner.client-secret", "hush")
                .describe();
        assertThat(described)
                .contains("  credentials         partner (oauth2)")
                .contains("  credentials         user (forwarded)")
                .contains("  forward             x-tenant")
                .contains("  authenticate        company (jwt)")
                .contains("  authorize           true")
                .contains("  client-secret       ***")
                .doesNotContain("hush");
    }
}
