package io.unifiedipc.config;

import io.unifiedipc.spi.AuthenticatorProvider;
import io.unifiedipc.spi.CredentialsProvider;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.OutcomeStoreProvider;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.TransportProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which keys there are: those of this library and those that the modules on the class path bring.
 *
 * @param transports by name
 * @param decorators by name
 * @param credentials what this service can show
 * @param authenticators how it can find out who calls
 * @param stores where outcomes can be kept
 */
record Grammar(
        Map<String, TransportProvider> transports,
        Map<String, DecoratorProvider> decorators,
        Section credentials,
        Section authenticators,
        Section stores) {
    static final String CHANNELS = "channels";
    static final String TRANSPORTS = "transports";
    static final String CREDENTIALS = "credentials";
    static final String AUTHENTICATORS = "authenticators";
    static final String STORES = "outcome-stores";

    static Grammar of(Providers all, Problems problems) {
        Grammar grammar = new Grammar(
                byName("transport", all.transports(), TransportProvider::name, problems),
                byName("decorator", all.decorators(), DecoratorProvider::name, problems),
                section(
                        CREDENTIALS,
                        all.credentials(),
                        CredentialsProvider::name,
                        CredentialsProvider::options,
                        problems),
                section(
                        AUTHENTICATORS,
                        all.authenticators(),
                        AuthenticatorProvider::name,
                        AuthenticatorProvider::options,
                        problems),
                section(STORES, all.stores(), OutcomeStoreProvider::name, OutcomeStoreProvider::options, problems));
        List<String> own = new ArrayList<>(keys(ChannelOptions.SCHEMA));
        own.add(ChannelOptions.ON_FAILURE);
        grammar.transports.keySet().forEach(name -> refuseTaken("transport", name, own, problems));
        own.addAll(grammar.transports.keySet());
        grammar.decorators.keySet().forEach(name -> refuseTaken("decorator", name, own, problems));
        return grammar;
    }

    /** The keys of a block below a channel; null where there is no such block. */
    @Nullable
    Schema channelBlock(String name) {
        TransportProvider transport = transports.get(name);
        if (transport != null) {
            return transport.channelOptions();
        }
        DecoratorProvider decorator = decorators.get(name);
        if (decorator != null) {
            return decorator.options();
        }
        return name.equals(ChannelOptions.ON_FAILURE) ? ChannelOptions.ON_FAILURE_SCHEMA : null;
    }

    /** All keys of a channel. */
    List<String> channelKeys() {
        List<String> all = new ArrayList<>(keys(ChannelOptions.SCHEMA));
        all.add(ChannelOptions.ON_FAILURE);
        all.addAll(transports.keySet());
        all.addAll(decorators.keySet());
        return all;
    }

    /** All keys directly under {@code ipc}. */
    static List<String> topKeys() {
        List<String> all = new ArrayList<>(keys(ServiceOptions.SCHEMA));
        all.add(CHANNELS);
        all.add(TRANSPORTS);
        all.add(CREDENTIALS);
        all.add(AUTHENTICATORS);
        all.add(STORES);
        return all;
    }

    /** Whether a block belongs to a transport of this library whose module is not there. */
    boolean isAbsentTransport(String name) {
        return !transports.containsKey(name) && Modules.isTransport(name);
    }

    static List<String> keys(Schema schema) {
        return schema.options().stream().map(Option::key).toList();
    }

    /** The places for blocks with names. */
    List<Section> sections() {
        return List.of(credentials, authenticators, stores);
    }

    private static <P> Section section(
            String key,
            Collection<P> providers,
            Function<P, String> name,
            Function<P, Schema> options,
            Problems problems) {
        Map<String, Schema> types = new TreeMap<>();
        byName("type of " + key, providers, name, problems)
                .forEach((type, provider) -> types.put(type, options.apply(provider)));
        return new Section(key, types);
    }

    private static <P> Map<String, P> byName(
            String what, Collection<P> providers, Function<P, String> name, Problems problems) {
        Map<String, P> result = new TreeMap<>();
        for (P each : providers) {
            P other = result.putIfAbsent(name.apply(each), each);
            if (other != null && other != each) {
                problems.add(
                        Origin.NOWHERE,
                        "two " + what + "s are called '" + name.apply(each) + "': "
                                + other.getClass().getName() + " and "
                                + each.getClass().getName() + "; take one off the class path");
            }
        }
        return result;
    }

    private static void refuseTaken(String what, String name, List<String> taken, Problems problems) {
        if (taken.contains(name)) {
            problems.add(Origin.NOWHERE, what + " '" + name + "' is called like another key of a channel");
        }
    }
}
