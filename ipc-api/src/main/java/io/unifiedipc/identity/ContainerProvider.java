package io.unifiedipc.identity;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Authenticator;
import io.unifiedipc.spi.AuthenticatorProvider;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Presented;
import io.unifiedipc.spi.Schema;
import java.security.Principal;

/**
 * Authenticators of type {@code container}: the caller is who the server around us says, such as the filters of a servlet
 * container. On a port of our own nobody says so, and everybody is refused.
 */
public final class ContainerProvider implements AuthenticatorProvider {
    /** Made by the service loader. */
    public ContainerProvider() {}

    @Override
    public String name() {
        return "container";
    }

    @Override
    public Schema options() {
        return Schema.of();
    }

    @Override
    public Authenticator open(String block, Config options, Context context) {
        return ContainerProvider::principal;
    }

    private static Principal principal(Presented shown) {
        Principal principal = shown.principal();
        if (principal == null) {
            throw IpcException.of(
                    Kind.UNAUTHORIZED, Executed.NO, "the server in front of this receiver has let in nobody by name");
        }
        return principal;
    }
}
