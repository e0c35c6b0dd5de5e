package io.unifiedipc.config;

import io.unifiedipc.config.Draft.Channel;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code describe} prints: every option with its effective value, and where that came from. */
final class Description {
    private final Grammar grammar;
    private final Decorated decorated;
    private final Steps steps;
    private final Rows rows = new Rows();

    Description(Grammar grammar, Decorated decorated, Steps steps) {
        this.grammar = grammar;
        this.decorated = decorated;
        this.steps = steps;
    }

    String of(Draft draft, @Nullable ConfigSource file) {
        rows.heading("configuration: " + (file == null ? "no file" : file.name()));
        draft.channels().forEach(channel -> channel(draft, channel));
        Set<String> used = draft.channels().stream()
                .flatMap(c -> uses(c.settings()).stream())
                .collect(Collectors.toSet());
        grammar.transports().forEach((name, provider) -> transport(name, provider, draft, used.contains(name)));
        draft.unchecked()
                .forEach(name -> rows.heading("transport " + name + " (idle; " + Modules.notChecked(name) + ")"));
        section(grammar.credentials(), draft.credentials(), credentials(draft, used));
        section(grammar.authenticators(), draft.authenticators(), used(draft, ChannelOptions.AUTHENTICATE));
        section(grammar.stores(), draft.stores(), used(draft, ChannelOptions.OUTCOMES));
        rows.heading("service");
        rows.options("  ", ServiceOptions.SCHEMA, draft.service());
        return rows.toString();
    }

    private void transport(String name, TransportProvider provider, Draft draft, boolean used) {
        Values values = draft.transports().getOrDefault(name, new Values(Origin.NOWHERE));
        rows.heading("transport " + name + (used ? "" : " (idle)"));
        rows.options("  ", provider.transportOptions(), values);
    }

    private void channel(Draft draft, Channel channel) {
        ChannelSettings settings = channel.settings();
        rows.heading("channel " + channel.name() + ": "
                + ChannelOptions.KIND.write(settings.kind()) + ", version "
                + settings.own().get(ChannelOptions.VERSION_OF) + ", over " + settings.transport());
        own(draft, channel, settings);
        rows.line("  " + ChannelOptions.ON_FAILURE);
        rows.option("    ", ChannelOptions.RETRY, channel.onFailure());
        rows.option("    ", ChannelOptions.BACKOFF, channel.onFailure());
        Values.Value then = channel.onFailure().find(ChannelOptions.THEN);
        rows.row(
                "    ",
                ChannelOptions.THEN.key(),
                OnFailure.text(grammar, channel),
                then == null ? "default" : then.at().shown());
        transports(channel, uses(settings));
        DecoratedChannel seen = decorated.find(channel, new Problems());
        grammar.decorators().forEach((name, provider) -> decorator(channel, seen, provider));
        if (seen != null) {
            rows.row(
                    "  ",
                    ChannelOptions.STACK.key(),
                    String.join(" > ", steps.calling(settings, seen)),
                    channel.own().has(ChannelOptions.STACK)
                            ? channel.own().at(ChannelOptions.STACK).shown()
                            : "");
        }
        List<String> receiving = steps.receiving(settings);
        if (!receiving.isEmpty()) {
            rows.row("  ", "receiving", String.join(" > ", receiving), "");
        }
    }

    private void own(Draft draft, Channel channel, ChannelSettings settings) {
        for (var option : ChannelOptions.SCHEMA.options()) {
            if (option == ChannelOptions.STACK) {
                continue; // it is shown as what it makes
            }
            if (option == ChannelOptions.RECEIVE && !channel.own().has(option)) {
                rows.row("  ", option.key(), settings.transport(), "default: its transport");
            } else if (option == ChannelOptions.WINDOW && !channel.own().has(option)) {
                rows.row("  ", option.key(), window(channel, settings), "default");
            } else if (option == ChannelOptions.CREDENTIALS) {
                named(ChannelOptions.CREDENTIALS, channel.own(), draft.credentials());
            } else if (option == ChannelOptions.AUTHENTICATE) {
                named(ChannelOptions.AUTHENTICATE, channel.own(), draft.authenticators());
            } else if (option == ChannelOptions.OUTCOMES) {
                named(ChannelOptions.OUTCOMES, channel.own(), draft.stores());
            } else {
                rows.option("  ", option, channel.own());
            }
        }
    }

    /** A block by its name, with its type. */
    private void named(Option<String> option, Values own, Map<String, Draft.Named> blocks) {
        Values.Value name = own.find(option);
        Draft.Named block = name == null ? null : blocks.get((String) name.value());
        if (name == null || block == null) {
            rows.option("  ", option, own);
        } else {
            rows.row(
                    "  ",
                    option.key(),
                    name.shown() + " (" + block.type() + ")",
                    name.at().shown());
        }
    }

    private void section(Section section, Map<String, Draft.Named> blocks, Set<String> used) {
        blocks.forEach((name, block) -> {
            rows.heading(section.key() + " " + name + (used.contains(name) ? "" : " (idle)"));
            Schema schema = section.schema(block.values().config().get(Section.TYPE));
            if (schema != null) {
                rows.options("  ", schema, block.values());
            }
        });
    }

    private static Set<String> credentials(Draft draft, Set<String> transports) {
        Set<String> all = new TreeSet<>(used(draft, ChannelOptions.CREDENTIALS));
        draft.transports().forEach((name, values) -> {
            String block = values.config().find(Credentials.OF_TRANSPORT);
            if (block != null && transports.contains(name)) {
                all.add(block);
            }
        });
        return all;
    }

    private static Set<String> used(Draft draft, Option<String> option) {
        return draft.channels().stream()
                .map(channel -> channel.own().config().find(option))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private String window(Channel channel, ChannelSettings settings) {
        List<String> each = new ArrayList<>();
        for (String transport : settings.receive()) {
            Capabilities known = CapabilitiesOf.find(grammar, channel, transport, new Problems());
            if (known != null) {
                each.add(settings.window(known) + " on " + transport);
            }
        }
        return String.join(", ", each);
    }

    private void transports(Channel channel, Set<String> used) {
        grammar.transports().forEach((name, provider) -> {
            Values block = channel.blocks().get(name);
            if (used.contains(name)) {
                rows.line("  " + name);
                rows.options("    ", provider.channelOptions(), block == null ? new Values(Origin.NOWHERE) : block);
            } else if (block != null) {
                rows.line("  " + name + " (idle)");
                rows.given("    ", provider.channelOptions(), block);
            }
        });
        channel.unchecked().forEach(name -> rows.line("  " + name + " (idle; " + Modules.notChecked(name) + ")"));
    }

    /** One that the channel doesn't have takes a line, with why; where it was written all the same, so is what was written. */
    private void decorator(Channel channel, @Nullable DecoratedChannel seen, DecoratorProvider provider) {
        String name = provider.name();
        Origin off = channel.off().get(name);
        Values block = channel.blocks().get(name);
        if (off != null) {
            rows.row("  ", name, ChannelReader.OFF, off.shown());
        } else if (seen == null || provider.applies(seen, seen.block(name))) {
            rows.line("  " + name);
            rows.options("    ", provider.options(), block == null ? new Values(Origin.NOWHERE) : block);
        } else if (block == null) {
            rows.row("  ", name, ChannelReader.OFF, "not written");
        } else {
            rows.line("  " + name + " (idle; the channel has no use for it)");
            rows.given("    ", provider.options(), block);
        }
    }

    private static Set<String> uses(ChannelSettings settings) {
        Set<String> used = new TreeSet<>(settings.receive());
        used.add(settings.transport());
        return used;
    }
}
