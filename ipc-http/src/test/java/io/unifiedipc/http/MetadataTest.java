package io.unifiedipc.http;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.unifiedipc.Ipc;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a service is told besides what it was asked. */
class MetadataTest {
    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final WireMockServer service = new WireMockServer(options().dynamicPort());

    @BeforeEach
    void start() {
        service.start();
        service.stubFor(any(anyUrl()).willReturn(okJson("[]")));
    }

    @AfterEach
    void stop() {
        service.stop();
    }

    private Set<String> headers(boolean metadata) {
        Ipc caller = guard.open(Ipc.builder()
                .isolated()
                .set("service", "reader")
                .set("channels.books.transport", "http")
                .set("channels.books.http.address", service.baseUrl())
                .set("channels.books.http.metadata", Boolean.toString(metadata)));
        assertThat(caller.client(Bookshop.class).titles()).isEmpty();
        return service.findAll(anyRequestedFor(anyUrl())).get(0).getHeaders().keys().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    @Test
    void aServiceOfOursIsToldAll() {
        assertThat(headers(true)).containsAll(List.of("ce-id", "ce-source", "ipc-version", "ipc-deadline-ms"));
    }

    @Test
    void aStrangerIsToldNothing() {
        assertThat(headers(false))
                .containsExactlyInAnyOrder(
                        "host", "user-agent", "accept", "accept-encoding", "idempotency-key", "connection");
    }
}
