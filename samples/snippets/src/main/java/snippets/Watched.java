package snippets;

import io.micrometer.core.instrument.MeterRegistry;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.micrometer.MicrometerObserver;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Observer;
import java.util.List;

/** A service that is looked at. */
public final class Watched {
    /** By meters. */
    static Ipc metered(MeterRegistry registry) {
        // begin: meters
        MicrometerObserver meters = new MicrometerObserver(registry);
        Ipc ipc = Ipc.builder().add(meters).build();
        meters.bindTo(ipc); // the gauges of what is being done right now
        // end: meters
        return ipc;
    }

    /** By an observer of its own. */
    static IpcBuilder observed(IpcBuilder builder, List<String> doubtful) {
        // begin: observer
        builder.add(new Observer() {
            @Override
            public void ended(Call call) {
                IpcException failure = call.failure();
                if (failure != null && failure.executed() == Executed.MAYBE) {
                    doubtful.add(call.channel() + ": " + call.operation().name() + " after " + call.attempts()
                            + " attempts");
                }
            }
        });
        // end: observer
        return builder;
    }

    private Watched() {}
}
