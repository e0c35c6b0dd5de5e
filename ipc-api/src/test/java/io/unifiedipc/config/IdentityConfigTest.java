package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.identity.BasicProvider;
import io.unifiedipc.identity.BearerProvider;
import io.unifiedipc.identity.CertificateProvider;
import io.unifiedipc.identity.ForwardedProvider;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be said about identity, and what is wrong with it. */
class IdentityConfigTest {
    private static final Option<Boolean> OPEN = Option.flag("open", "whether others can listen");

    /** A transport that goes with anything unless it is open. */
    private static final TransportProvider WIRE = new TransportProvider() {
        @Override
        public String name() {
            return "wire";
        }

        @Override
        public Schema transportOptions() {
            return Schema.of();
        }

        @Override
        public Schema channelOptions() {
            return Schema.of(OPEN);
        }

        @Override
        public Capabilities capabilities(ChannelSpec channel) {
            return Capabilities.of(8_000, Capability.REQUEST);
        }

        @Override
        public @Nullable String againstCredentials(ChannelSpec channel) {
            return Boolean.TRUE.equals(channel.options().find(OPEN)) ? "everybody hears it" : null;
        }

        @Override
        public @Nullable String againstAuthenticating(ChannelSpec channel) {
            return null;
        }

        @Override
        public Transport open(Config options, Context context) {
            throw new UnsupportedOperationException();
        }
    };

    private static ConfigLoader loader(boolean authorizes) {
        return new ConfigLoader(
                new Providers(
                        List.of(WIRE, Fixtures.HTTP),
                        List.of(),
                        List.of(new BearerProvider(), new BasicProvider(), new ForwardedProvider()),
                        List.of(new CertificateProvider()),
                        List.of(),
                        Set.of("json"),
                        List.of(),
                        authorizes),
                (channel, seen) -> List.of());
    }

    @Test
    void everyMistakeIsSaidAtOnce() {
        String yaml = """
                ipc:
                  credentials:
                    a: {type: barer, token: x}
                    b: {type: oauth2}
                    c: {token: x}
                    d: {type: bearer}
                    e: {type: bearer, tokn: x, token: "top secret"}
                    f: {type: basic, user: "a:b", password: "hush\\u0007"}
                    F: {type: forwarded}
                  authenticators:
                    j: {type: jwt, issuer: x}
                  channels:
                    one: {transport: wire, credentials: dd, authenticate: jj, authorize: true}
                    two: {transport: wire, credentials: d, wire: {open: true}, forward: [X-User]}
                    three: {transport: http, credentials: d, authenticate: j, forward: authorization}
                    four: {transport: wire, forward: [x-user, ce-id]}
                """;
        assertThat(Fixtures.problems(loader(false), Fixtures.file(yaml)))
                .containsExactly(
                        "ipc.yaml:3: credentials.a.type: 'barer' is no type of credentials here (there are: basic, bearer,"
                                + " forwarded); did you mean 'bearer'?",
                        "ipc.yaml:4: credentials.b.type: 'oauth2' is no type of credentials here (there are: basic, bearer,"
                                + " forwarded): add ipc-http",
                        "ipc.yaml:5: credentials.c has no type: give it one of basic, bearer, forwarded",
                        "ipc.yaml:6: credentials.d lacks 'token': the token, as it was issued",
                        "ipc.yaml:7: 'tokn' is no key of 'credentials.e'; did you mean 'token'?",
                        "ipc.yaml:7: credentials.e.token has a value that can't be used (it takes text; the value is"
                                + " secret)",
                        "ipc.yaml:8: credentials.f.user has a colon in it",
                        "ipc.yaml:8: credentials.f.password has a value that can't be used (it takes text; the value is"
                                + " secret)",
                        "ipc.yaml:9: 'F' can't name a block: a letter from a to z comes first, then letters, digits and"
                                + " hyphens",
                        "ipc.yaml:11: authenticators.j.type: 'jwt' is no type of authenticators here (there are:"
                                + " certificate): add ipc-jwt",
                        "ipc.yaml:13: channels.one.credentials: 'dd' is no block under ipc.credentials; did you mean"
                                + " 'd'?",
                        "ipc.yaml:13: channels.one.authenticate: 'jj' is no block under ipc.authenticators; did you mean"
                                + " 'j'?",
                        "ipc.yaml:13: channel 'one' authorizes, and nobody can decide: add an Authorizer to the builder",
                        "ipc.yaml:14: channels.two.forward: 'X-User' is no header of a message: write it in lower case,"
                                + " like x-tenant",
                        "ipc.yaml:14: channel 'two' has 'credentials', and transport 'wire' does not go with that:"
                                + " everybody hears it",
                        "ipc.yaml:15: channels.three.forward: 'authorization' is no header of a message: for it there are"
                                + " credentials of type 'forwarded'",
                        "ipc.yaml:15: channel 'three' has 'credentials', and transport 'http' does not go with that: it"
                                + " can't show credentials",
                        "ipc.yaml:15: channel 'three' has 'authenticate', and transport 'http' does not go with that: it"
                                + " can't tell who calls",
                        "ipc.yaml:16: channels.four.forward: 'ce-id' says what a message is, and each message has its"
                                + " own");
    }

    @Test
    void describeShowsWhatIsShownAndDemandedAndNoSecret() {
        String yaml = """
                ipc:
                  credentials:
                    shop: {type: basic, user: checkout}
                    spare: {type: bearer, token: hushhush}
                  authenticators:
                    mesh: {type: certificate}
                  channels:
                    orders: {transport: wire, credentials: shop, authenticate: mesh, authorize: true, forward: [x-user]}
                """;
        ConfigInputs inputs = new ConfigInputs(
                new ConfigSource("ipc.yaml", yaml),
                Map.of("credentials.spare.token", "changed"),
                Map.of("IPC_CREDENTIALS_SHOP_PASSWORD", "sesame"),
                Map.of());
        Settings settings = loader(true).load(inputs);
        assertThat(settings.credentials().get("shop").options().values())
                .containsEntry("password", "sesame")
                .containsEntry("user", "checkout");
        assertThat(settings.credentials().get("spare").options().values()).containsEntry("token", "changed");
        assertThat(settings.description())
                .contains("  credentials         shop (basic)                    ipc.yaml:8")
                .contains("  forward             x-user                          ipc.yaml:8")
                .contains("  authenticate        mesh (certificate)              ipc.yaml:8")
                .contains("  authorize           true                            ipc.yaml:8")
                .contains("credentials shop\n  type                basic")
                .contains("  user                checkout                        ipc.yaml:3")
                .contains(
                        "  password            ***                             environment IPC_CREDENTIALS_SHOP_PASSWORD")
                .contains("credentials spare (idle)\n  type                bearer")
                .contains("authenticators mesh\n  type                certificate")
                .doesNotContain("sesame")
                .doesNotContain("changed")
                .doesNotContain("hushhush");
    }
}
