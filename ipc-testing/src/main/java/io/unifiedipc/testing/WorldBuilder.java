package io.unifiedipc.testing;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.config.ConfigInputs;
import io.unifiedipc.config.Outline;
import io.unifiedipc.memory.MemoryBroker;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the world of one test method. */
final class WorldBuilder {
    private final IpcTest how;
    private final MemoryBroker broker = new MemoryBroker();
    private final Records records = new Records();
    private final Map<String, Ipc> ipcs = new LinkedHashMap<>();
    private final Map<String, Leaks> leaks = new LinkedHashMap<>();
    private final Set<String> channels = new LinkedHashSet<>();
    private final List<Setup> setups = new ArrayList<>();
    private final @Nullable Elsewhere elsewhere;

    private WorldBuilder(IpcTest how, @Nullable Class<? extends Elsewhere> where) throws Exception {
        this.how = how;
        for (Class<? extends Setup> each : how.setup()) {
            setups.add(made(each));
        }
        elsewhere = where == null ? null : made(where);
    }

    /** In memory where nothing else is said. */
    static IpcWorld build(IpcTest how, @Nullable Class<? extends Elsewhere> where) throws Exception {
        WorldBuilder world = new WorldBuilder(how, where);
        try {
            return world.build();
        } catch (Exception | Error e) {
            world.ipcs.values().forEach(Ipc::close);
            world.leaks.values().forEach(Leaks::forget);
            throw e;
        }
    }

    private IpcWorld build() throws Exception {
        add(null, Source.of(how.yaml(), how.file()));
        for (Service each : how.services()) {
            if (each.file().isEmpty() && each.yaml().isEmpty()) {
                throw new IllegalArgumentException(
                        "@Service(\"" + each.value() + "\") in @IpcTest needs its file or yaml");
            }
            add(each.value(), Source.of(each.yaml(), each.file()));
        }
        return new IpcWorld(
                elsewhere == null ? IpcWorld.MEMORY : elsewhere.name(),
                broker,
                records,
                ipcs,
                leaks.values(),
                channels,
                Duration.ofSeconds(how.quietWithinSeconds()));
    }

    private void add(@Nullable String name, Source source) throws Exception {
        Map<String, String> set = assignments();
        Outline outline = Outline.of(new ConfigInputs(source.text(), set, Map.of(), Map.of()));
        String service = name == null ? outline.service() : name;
        if (ipcs.containsKey(service)) {
            throw new IllegalArgumentException("two services of this test are called '" + service + "'");
        }
        IpcBuilder builder = Ipc.builder().isolated();
        source.into(builder);
        set.forEach(builder::set);
        SetupBuilder setup = new SetupBuilder(builder);
        for (Setup each : setups) {
            each.configure(setup, service);
        }
        if (elsewhere == null) {
            intoMemory(builder, outline);
        } else {
            elsewhere.configure(setup, service);
        }
        builder.add(broker).add(records.of(service, new Payloads(setup.codecs())));
        leaks.put(service, Leaks.watch(outline.service()));
        ipcs.put(service, builder.build());
        channels.addAll(outline.transports().keySet());
    }

    private void intoMemory(IpcBuilder builder, Outline outline) {
        builder.set("channels.*.transport", IpcWorld.MEMORY).set("channels.*.receive", IpcWorld.MEMORY);
        if (how.alike()) {
            Alike.set(builder, outline);
        }
    }

    private Map<String, String> assignments() {
        Map<String, String> set = new LinkedHashMap<>();
        for (String each : how.set()) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "'" + each + "' in @IpcTest(set) sets nothing: write key=value, as channels.orders.timeout=1s");
            }
            set.put(
                    each.substring(0, equals).strip(),
                    each.substring(equals + 1).strip());
        }
        return set;
    }

    private static <T> T made(Class<T> type) throws Exception {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " can't be made: it needs a constructor without parameters, and to be static", e);
        }
    }
}
