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
 * Authenticators of type {@code certificate}: the caller is the subject of the certificate with which its connection was made. The
 * transport has checked that certificate; which of those that it trusts may do what is for an
 * {@link io.unifiedipc.Authorizer} to say.
 */
public final class CertificateProvider implements AuthenticatorProvider {
    /** Made by the service loader. */
    public CertificateProvider() {}

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public Schema options() {
        return Schema.of();
    }

    @Override
    public Authenticator open(String block, Config options, Context context) {
        return CertificateProvider::subject;
    }

    private static Principal subject(Presented shown) {
        if (shown.certificates().isEmpty()) {
            throw IpcException.of(Kind.UNAUTHORIZED, Executed.NO, "a client certificate is demanded here");
        }
        return shown.certificates().get(0).getSubjectX500Principal();
    }
}
