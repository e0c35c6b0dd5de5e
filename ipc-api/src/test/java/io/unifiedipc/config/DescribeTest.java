package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DescribeTest {
    static final String FILE = """
            ipc:
              service: checkout
              channels:
                orders:
                  transport: http
                  receive: [http, memory]
                  timeout: 3s
                  circuit-breaker: {failure-rate: 20}
                  http: {address: http://localhost:8081}
                  kafka: {topic: orders.commands}
                order-events:
                  kind: events
                  transport: memory
                  circuit-breaker: off
                  on-failure: {retry: off}
                  http:
                    groups: {billing: [http://billing-1.example:8081, http://billing-2.example:8081], stock: http://stock.example}
              transports:
                http: {listen: 8081, password: '${env:HTTP_PASSWORD}'}
                amqp: {uri: amqp://localhost}
            """;

    static final ConfigInputs INPUTS = new ConfigInputs(
            new ConfigSource("ipc.yaml", FILE),
            Map.of("channels.orders.max-outstanding", "64"),
            Map.of("HTTP_PASSWORD", "hunter2", "IPC_CHANNELS_ORDERS_CONCURRENCY", "8"),
            Map.of("ipc.transports.http.listen", "9090"));

    @Test
    void everyValueAndWhereItCameFrom() {
        assertThat(Fixtures.loader().load(INPUTS).description()).isEqualTo("""
        configuration: ipc.yaml

        channel orders: commands, version 1.0.0, over http
          kind                commands                        default
          version             1.0.0                           default
          transport           http                            ipc.yaml:5
          receive             http, memory                    ipc.yaml:6
          timeout             3s                              ipc.yaml:7
          detached            false                           default
          max-outstanding     64                              builder
          when-full           reject                          default
          max-waiting         1024                            default
          concurrency         8                               environment IPC_CHANNELS_ORDERS_CONCURRENCY
          window              256 on http, 16 on memory       default
          max-payload         1MiB                            default
          codec               json                            default
          requires            -                               not set
          credentials         -                               not set
          forward             -                               not set
          authenticate        -                               not set
          authorize           false                           default
          pause-while-open    -                               not set
          outcomes            -                               not set
          on-failure
            retry             3                               default
            backoff           100ms                           default
            then              the failure is the answer on http; park on memory
                                                              default
          http
            address           http://localhost:8081           ipc.yaml:9
            groups            -                               not set
            timeout           -                               not set
          memory
          kafka (idle; not checked: ipc-kafka is not on the class path)
          circuit-breaker
            failure-rate      20                              ipc.yaml:8
          stack               deadline > outstanding(64)

        channel order-events: events, version 1.0.0, over memory
          kind                events                          ipc.yaml:12
          version             1.0.0                           default
          transport           memory                          ipc.yaml:13
          receive             memory                          default: its transport
          timeout             2s                              default
          detached            false                           default
          max-outstanding     256                             default
          when-full           reject                          default
          max-waiting         1024                            default
          concurrency         16                              default
          window              32 on memory                    default
          max-payload         1MiB                            default
          codec               json                            default
          requires            -                               not set
          credentials         -                               not set
          forward             -                               not set
          authenticate        -                               not set
          authorize           false                           default
          pause-while-open    -                               not set
          outcomes            -                               not set
          on-failure
            retry             off                             ipc.yaml:15
            backoff           100ms                           default
            then              park                            default
          http (idle)
            groups            billing: http://billing-1.example:8081, http://billing-2.example:8081; stock:
                              http://stock.example            ipc.yaml:17
          memory
          circuit-breaker     off                             ipc.yaml:14
          stack               deadline > outstanding(256)

        transport ask (idle)

        transport http
          listen              9090                            system property ipc.transports.http.listen
          password            ***                             ipc.yaml:19
          native              -                               not set

        transport memory

        transport tell (idle)

        transport amqp (idle; not checked: ipc-amqp is not on the class path)

        service
          service             checkout                        ipc.yaml:2
          transport           -                               not set
          receive             -                               not set
          close-within        10s                             default
          workers             64                              default
          max-outstanding     4096                            default
          log-calls           false                           default
          log-every           10s                             default
        """);
    }

    @Test
    void linesAreNotTooLong() {
        assertThat(Fixtures.loader().load(INPUTS).description().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(112));
    }
}
