package samples.folder;

import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.LatencyClass;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code transport: folder}: all who share a folder can talk to each other. Messages are files in it. */
// begin: provider
public final class FolderTransport implements TransportProvider {
    static final Option<String> PATH =
            Option.text("path", "the folder that all share").otherwise("target/messages");

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public Schema transportOptions() {
        return Schema.of(PATH);
    }

    @Override
    public Schema channelOptions() {
        return Schema.of();
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        return Capabilities.of(
                        64 * 1024, // bytes of headers
                        Capability.REQUEST,
                        Capability.SEND,
                        Capability.PUBLISH,
                        Capability.GATHER,
                        Capability.STORED,
                        Capability.RECEIVER_ORDER,
                        Capability.COMPETING,
                        Capability.PAUSE,
                        Capability.DEPTH)
                .with(LatencyClass.BROKER); // the folder stands between the two sides
    }

    @Override
    public Transport open(Config options, Context context) {
        Path root = Path.of(options.get(PATH));
        return new Transport() {
            @Override
            public Link link(ChannelSpec channel) {
                return new FolderLink(root, channel, context);
            }

            @Override
            public CompletionStage<Void> close() {
                return CompletableFuture.completedFuture(null); // the links have the threads
            }
        };
    }
}
// end: provider
