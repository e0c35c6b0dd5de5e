package io.unifiedipc.runtime;

import io.unifiedipc.Authorizer;
import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.config.Settings;
import io.unifiedipc.spi.Authenticator;
import io.unifiedipc.spi.AuthenticatorProvider;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.CredentialsProvider;
import io.unifiedipc.spi.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this process shows, how it finds out who calls, and who decides: each opened on first need, shared by its channels. */
final class Identity {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.closing");

    private final Settings settings;
    private final Map<String, CredentialsProvider> shows;
    private final Map<String, AuthenticatorProvider> asks;
    private final List<Authorizer> authorizers;
    private final Map<String, Credentials> credentials = new LinkedHashMap<>();
    private final Map<String, Authenticator> authenticators = new LinkedHashMap<>();

    Identity(
            Settings settings,
            Map<String, CredentialsProvider> shows,
            Map<String, AuthenticatorProvider> asks,
            List<Authorizer> authorizers) {
        this.settings = settings;
        this.shows = shows;
        this.asks = asks;
        this.authorizers = List.copyOf(authorizers);
    }

    @Nullable
    Credentials credentials(String channel, Context context) {
        String name = named(channel, ChannelOptions.CREDENTIALS);
        return name == null ? null : credentialsOf(name, context);
    }

    synchronized Credentials credentialsOf(String name, Context context) {
        Settings.Named block = settings.credentials().get(name);
        CredentialsProvider provider = block == null ? null : shows.get(block.type());
        if (block == null || provider == null) {
            throw new IllegalStateException("credentials '" + name + "' passed the check and are not there");
        }
        return credentials.computeIfAbsent(name, n -> provider.open(n, block.options(), context));
    }

    synchronized @Nullable Authenticator authenticator(String channel, Context context) {
        String name = named(channel, ChannelOptions.AUTHENTICATE);
        Settings.Named block = name == null ? null : settings.authenticators().get(name);
        AuthenticatorProvider provider = block == null ? null : asks.get(block.type());
        return name == null || block == null || provider == null
                ? null
                : authenticators.computeIfAbsent(name, n -> provider.open(n, block.options(), context));
    }

    /** The type of what a channel's calls show; null for nothing. */
    @Nullable
    String credentialsType(String channel) {
        String name = named(channel, ChannelOptions.CREDENTIALS);
        Settings.Named block = name == null ? null : settings.credentials().get(name);
        return block == null ? null : block.type();
    }

    private @Nullable String named(String channel, Option<String> option) {
        ChannelSettings of = settings.channels().get(channel);
        return of == null ? null : of.own().find(option);
    }

    Permission permission(ChannelSettings channel, Logbook logbook) {
        return new Permission(
                channel.name(),
                channel.own().find(ChannelOptions.AUTHENTICATE) != null,
                channel.own().get(ChannelOptions.AUTHORIZE) ? authorizers : List.of(),
                logbook);
    }

    /** After all that uses them. */
    synchronized void close() {
        credentials.forEach((name, each) -> close(name, each::close));
        authenticators.forEach((name, each) -> close(name, each::close));
    }

    private static void close(String name, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("closing: '{}' could not be closed", name, e);
        }
    }
}
