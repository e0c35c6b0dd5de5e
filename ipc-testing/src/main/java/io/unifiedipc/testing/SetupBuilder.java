package io.unifiedipc.testing;

import io.unifiedipc.Extension;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.spi.Codec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a {@link Setup} gets: it builds nothing, and remembers the codecs, by which records are read. */
final class SetupBuilder implements IpcBuilder {
    private final IpcBuilder builder;
    private final List<Codec> codecs = new ArrayList<>();

    SetupBuilder(IpcBuilder builder) {
        this.builder = builder;
    }

    List<Codec> codecs() {
        return codecs;
    }

    @Override
    public IpcBuilder file(Path yaml) {
        builder.file(yaml);
        return this;
    }

    @Override
    public IpcBuilder yaml(String text) {
        builder.yaml(text);
        return this;
    }

    @Override
    public IpcBuilder set(String path, String value) {
        builder.set(path, value);
        return this;
    }

    @Override
    public IpcBuilder add(Extension extension) {
        builder.add(extension);
        if (extension instanceof Codec codec) {
            codecs.add(codec);
        }
        return this;
    }

    @Override
    public IpcBuilder isolated() {
        return this;
    }

    @Override
    public Ipc build() {
        throw new IllegalStateException("a setup sets and adds; the test builds");
    }

    @Override
    public String describe() {
        return builder.describe();
    }

    @Override
    public String explain(String channel, String from, String to) {
        return builder.explain(channel, from, to);
    }

    @Override
    public String explain(String channel, String from, String to, Class<?> contract) {
        return builder.explain(channel, from, to, contract);
    }
}
