package io.unifiedipc.spi;

import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller has shown of itself.
 *
 * @param credential null for none
 * @param certificates its own and those that vouch for it, as its connection was made with; empty for none. The transport has
 *     checked that they are trusted
 * @param principal who it is by what stands in front of us, such as a servlet container's filter; null where nobody has said
 */
public record Presented(
        @Nullable Credential credential,
        List<X509Certificate> certificates,
        @Nullable Principal principal) {
    public Presented {
        certificates = List.copyOf(certificates);
    }
}
