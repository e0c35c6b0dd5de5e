package io.unifiedipc.config;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.config.Node.Block;
import io.unifiedipc.config.Node.Nothing;
import io.unifiedipc.spi.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads, overrides, checks and describes a configuration, with nothing running. Safe for any thread. */
public final class ConfigLoader {
    private final Providers providers;
    private final Steps steps;

    /**
     * For these.
     *
     * @param steps the way of a channel's messages
     */
    public ConfigLoader(Providers providers, Steps steps) {
        this.providers = providers;
        this.steps = steps;
    }

    /**
     * A whole configuration.
     *
     * @throws ConfigurationException with all that is wrong with it, at once
     */
    public Settings load(ConfigInputs inputs) {
        Problems problems = new Problems();
        Grammar grammar = Grammar.of(providers, problems);
        Draft draft = draft(inputs, grammar, problems);
        CrossChecks checks = new CrossChecks(grammar, providers.codecs(), problems);
        DemandChecks demands = new DemandChecks(grammar, problems);
        IdentityChecks identity = new IdentityChecks(grammar, providers.authorizes(), problems);
        NamedBlocks named = new NamedBlocks(draft, problems);
        OutstandingChecks outstanding = new OutstandingChecks(draft.service(), problems);
        Decorated decorated = new Decorated(grammar, draft, steps, providers.added());
        PauseChecks pauses = new PauseChecks(grammar, draft, decorated, problems);
        draft.channels().forEach(channel -> {
            checks.check(channel);
            demands.check(channel);
            pauses.check(channel);
            named.check(channel);
            identity.check(channel);
            outstanding.check(channel);
            decorated.check(channel, problems);
        });
        named.checkTransports();
        decorated.checkAdded(problems);
        problems.throwIfAny();
        return settings(draft, new Description(grammar, decorated, steps).of(draft, inputs.file()));
    }

    static Outline outline(ConfigInputs inputs) {
        Problems unsaid = new Problems(); // nothing is known of any module here, so most of it would be wrong
        Draft draft = draft(inputs, Grammar.of(Providers.of(List.of(), List.of(), Set.of()), unsaid), unsaid);
        Map<String, String> transports = new LinkedHashMap<>();
        draft.channels().forEach(channel -> {
            String transport = channel.own().config().find(ChannelOptions.TRANSPORT);
            if (transport != null) {
                transports.put(channel.name(), transport);
            }
        });
        return new Outline(draft.service().config().get(ServiceOptions.SERVICE), transports);
    }

    private static Draft draft(ConfigInputs inputs, Grammar grammar, Problems problems) {
        ConfigSource file = inputs.file();
        Block ipc = file == null
                ? DraftReader.root(new Nothing(), "", problems)
                : DraftReader.root(YamlReader.read(file, problems), file.name(), problems);
        new Overrides(grammar, ipc, problems).apply(inputs);
        BlockReader reader = new BlockReader(new Interpolation(inputs.environment(), problems), problems);
        return new DraftReader(grammar, reader, problems).read(ipc);
    }

    private static Settings settings(Draft draft, String description) {
        Map<String, ChannelSettings> channels = new LinkedHashMap<>();
        draft.channels().forEach(channel -> channels.put(channel.name(), channel.settings()));
        Map<String, Config> transports = new LinkedHashMap<>();
        draft.transports().forEach((name, values) -> transports.put(name, values.config()));
        return new Settings(
                draft.service().config(),
                channels,
                transports,
                named(draft.credentials()),
                named(draft.authenticators()),
                named(draft.stores()),
                description);
    }

    private static Map<String, Settings.Named> named(Map<String, Draft.Named> blocks) {
        Map<String, Settings.Named> all = new LinkedHashMap<>();
        blocks.forEach((name, block) -> {
            Config config = block.values().config();
            all.put(name, new Settings.Named(config.get(Section.TYPE), config));
        });
        return all;
    }
}
