/**
 * Unified IPC: what an application imports, what a transport author implements, and the in-memory transport. The runtime is
 * in here too, and nobody can reach it.
 */
module io.unifiedipc {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires transitive tools.jackson.databind; // the mapper of JsonCodec
    requires tools.jackson.dataformat.yaml;

    exports io.unifiedipc;
    exports io.unifiedipc.config;
    exports io.unifiedipc.identity;
    exports io.unifiedipc.json;
    exports io.unifiedipc.memory;
    exports io.unifiedipc.spi;
    exports io.unifiedipc.tls;

    uses io.unifiedipc.IpcBuilder;
    uses io.unifiedipc.memory.ProfileProvider;
    uses io.unifiedipc.spi.AuthenticatorProvider;
    uses io.unifiedipc.spi.Codec;
    uses io.unifiedipc.spi.CredentialsProvider;
    uses io.unifiedipc.spi.DecoratorProvider;
    uses io.unifiedipc.spi.OutcomeStoreProvider;
    uses io.unifiedipc.spi.TransportProvider;

    provides io.unifiedipc.IpcBuilder with
            io.unifiedipc.runtime.DefaultIpcBuilder;
    provides io.unifiedipc.spi.AuthenticatorProvider with
            io.unifiedipc.identity.CertificateProvider,
            io.unifiedipc.identity.ContainerProvider;
    provides io.unifiedipc.spi.CredentialsProvider with
            io.unifiedipc.identity.BasicProvider,
            io.unifiedipc.identity.BearerProvider,
            io.unifiedipc.identity.ForwardedProvider;
    provides io.unifiedipc.spi.Codec with
            io.unifiedipc.json.BytesCodec,
            io.unifiedipc.json.JsonCodec;
    provides io.unifiedipc.spi.TransportProvider with
            io.unifiedipc.memory.MemoryBroker;
}
