package io.unifiedipc.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys in a file, read again when it has changed; one that can't be read then leaves the old keys in place. */
final class KeyFile implements JWKSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final long MOST_BYTES = 512 * 1024;

    private final Path file;
    private @Nullable FileTime seen;
    private @Nullable JWKSet keys;

    KeyFile(Path file) {
        this.file = file;
    }

    static JWKSet read(Path file) throws IOException, ParseException {
        if (Files.size(file) > MOST_BYTES) {
            throw new ParseException("it has more than " + MOST_BYTES + " bytes", 0);
        }
        JWKSet keys;
        try {
            keys = JWKSet.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new ParseException("it can't be parsed", 0); // its text may quote a key
        }
        if (!Keys.useful(keys)) {
            throw new ParseException("it has none", 0);
        }
        return keys;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        return selector.select(current());
    }

    /** When it was; null where it is not there, which is a change like others and is told once. */
    private @Nullable FileTime changed() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return null;
        }
    }

    private synchronized JWKSet current() throws KeySourceException {
        JWKSet old = keys;
        FileTime changed = changed();
        if (old != null && Objects.equals(changed, seen)) {
            return old;
        }
        seen = changed;
        try {
            JWKSet read = read(file);
            keys = read;
            return read;
        } catch (IOException | ParseException e) {
            if (old == null) {
                throw new KeySourceException("no keys in " + file, e);
            }
            LOG.warn("the keys in {} can't be read; the old ones stay: {}", file, e.getMessage());
            return old;
        }
    }
}
