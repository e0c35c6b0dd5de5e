package io.unifiedipc.config;

import io.unifiedipc.spi.AuthenticatorProvider;
import io.unifiedipc.spi.CredentialsProvider;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.ForChannel;
import io.unifiedipc.spi.OutcomeStoreProvider;
import io.unifiedipc.spi.TransportProvider;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is on the class path and was added by hand: all that decides which keys there are.
 *
 * @param codecs their names
 * @param added what code has added for the decorators of single channels
 * @param authorizes whether an {@link io.unifiedipc.Authorizer} was added
 */
public record Providers(
        Collection<TransportProvider> transports,
        Collection<DecoratorProvider> decorators,
        Collection<CredentialsProvider> credentials,
        Collection<AuthenticatorProvider> authenticators,
        Collection<OutcomeStoreProvider> stores,
        Set<String> codecs,
        List<ForChannel> added,
        boolean authorizes) {
    public Providers {
        transports = List.copyOf(transports);
        decorators = List.copyOf(decorators);
        credentials = List.copyOf(credentials);
        authenticators = List.copyOf(authenticators);
        added = List.copyOf(added);
        stores = List.copyOf(stores);
        codecs = Collections.unmodifiableSet(new TreeSet<>(codecs));
    }

    /** Without any that has to do with identity or outcomes. */
    public static Providers of(
            Collection<TransportProvider> transports, Collection<DecoratorProvider> decorators, Set<String> codecs) {
        return new Providers(transports, decorators, List.of(), List.of(), List.of(), codecs, List.of(), false);
    }
}
