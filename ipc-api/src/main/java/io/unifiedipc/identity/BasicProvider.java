package io.unifiedipc.identity;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.CredentialsProvider;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Credentials of type {@code basic}: a user and a password (RFC 7617), in UTF-8. */
public final class BasicProvider implements CredentialsProvider {
    private static final int LONGEST = 4096;

    public static final Option<String> USER = Option.text("user", "the user's name; a colon can't be in it")
            .checked(user -> user.indexOf(':') >= 0 ? "has a colon in it" : wrong(user))
            .required();
    public static final Option<String> PASSWORD = Option.text("password", "the user's password")
            .checked(BasicProvider::wrong)
            .secret()
            .required();

    /** Made by the service loader. */
    public BasicProvider() {}

    @Override
    public String name() {
        return "basic";
    }

    @Override
    public Schema options() {
        return Schema.of(USER, PASSWORD);
    }

    @Override
    public Credentials open(String block, Config options, Context context) {
        return new Fixed(of(options.get(USER), options.get(PASSWORD)));
    }

    static Credential of(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Credential(Credential.BASIC, Base64.getEncoder().encodeToString(both));
    }

    private static @Nullable String wrong(String text) {
        if (text.length() > LONGEST) {
            return "has more than " + LONGEST + " characters";
        }
        return text.chars().anyMatch(Character::isISOControl) ? "has a control character in it" : null;
    }
}
