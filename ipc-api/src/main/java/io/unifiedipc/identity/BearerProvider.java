package io.unifiedipc.identity;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.CredentialsProvider;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;

/** Credentials of type {@code bearer}: a token that doesn't change (RFC 6750). */
public final class BearerProvider implements CredentialsProvider {
    public static final Option<String> TOKEN = Option.text("token", "the token, as it was issued")
            .checked(token -> token.matches("[A-Za-z0-9._~+/-]+=*") ? null : "is no token by RFC 6750")
            .secret()
            .required();

    /** Made by the service loader. */
    public BearerProvider() {}

    @Override
    public String name() {
        return "bearer";
    }

    @Override
    public Schema options() {
        return Schema.of(TOKEN);
    }

    @Override
    public Credentials open(String block, Config options, Context context) {
        return new Fixed(Credential.bearer(options.get(TOKEN)));
    }
}
