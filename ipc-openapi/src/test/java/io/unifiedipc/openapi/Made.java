package io.unifiedipc.openapi;

import io.unifiedipc.Ipc;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What the generator makes of a document. */
record Made(Generator.Result result) {
    /** Of one of the documents that the OpenAPI Generator project tests itself with. */
    static Made ofPublic(String resource, Path folder) throws IOException {
        Path file = folder.resolve(Path.of(resource).getFileName());
        try (InputStream in = Made.class.getClassLoader().getResourceAsStream(resource)) {
            Files.write(file, Objects.requireNonNull(in, resource).readAllBytes());
        }
        return of(file);
    }

    /** Of a document written in a test. */
    static Made ofText(String yaml, Path folder) throws IOException {
        return of(Files.writeString(folder.resolve("api.yaml"), yaml));
    }

    static Made of(Path file) {
        return new Made(Generator.generate(new Settings(file, "made", "things", null, null)));
    }

    String source(String type) {
        return result.files().stream()
                .filter(f -> f.typeSpec().name().equals(type))
                .map(Object::toString)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " among " + types()));
    }

    List<String> types() {
        return result.files().stream().map(f -> f.typeSpec().name()).toList();
    }

    List<String> notes() {
        return result.notes();
    }

    /** Compiles it, and has each of its routes read and filled in by the transport. */
    Made compiled(Path folder) throws Exception {
        Compiled.into(folder, result.files());
        String contract =
                result.files().get(result.files().size() - 1).typeSpec().name();
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()});
                Ipc ipc = Ipc.builder()
                        .isolated()
                        .set("service", "test")
                        .set("channels.things.transport", "http")
                        .set("channels.things.http.address", "http://127.0.0.1:1")
                        .build()) {
            ipc.client(loader.loadClass("made." + contract));
        }
        return this;
    }
}
