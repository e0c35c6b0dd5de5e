package io.unifiedipc.identity;

import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Credentials;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Always the same. */
final class Fixed implements Credentials {
    private final CompletionStage<Credential> credential;

    Fixed(Credential credential) {
        this.credential = CompletableFuture.completedFuture(credential);
    }

    @Override
    public CompletionStage<Credential> get(@Nullable Call call) {
        return credential;
    }
}
