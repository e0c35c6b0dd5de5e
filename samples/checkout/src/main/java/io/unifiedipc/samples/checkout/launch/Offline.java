package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.IpcBuilder;
import io.unifiedipc.samples.checkout.contracts.Orders;
import java.util.ArrayList;
import java.util.List;

/** What can be told with nothing running: the configuration in effect, and what another transport would change. */
final class Offline {
    private Offline() {}

    /** What the arguments ask to be told; nothing where they ask for a run. */
    static List<String> tell(Arguments arguments) {
        List<String> parts = new ArrayList<>();
        if (arguments.describe()) {
            describe(arguments, parts);
        }
        Arguments.Explain explain = arguments.explain();
        if (explain != null) {
            parts.add(explain(arguments, explain));
        }
        return parts;
    }

    private static void describe(Arguments arguments, List<String> parts) {
        Wiring wiring = wiring(arguments);
        if (wiring.transport().equals(Arguments.MEMORY)) {
            parts.add(Wiring.builder(arguments.config(), wiring.desk()).describe());
        } else {
            parts.add("=== the process of the desk");
            parts.add(Wiring.builder(arguments.config(), wiring.desk()).describe());
            parts.add("=== the process of the services");
            parts.add(Wiring.builder(arguments.config(), wiring.services()).describe());
        }
    }

    private static String explain(Arguments arguments, Arguments.Explain asked) {
        IpcBuilder builder =
                Wiring.builder(arguments.config(), wiring(arguments).desk());
        return asked.channel().equals("orders")
                ? builder.explain(asked.channel(), asked.from(), asked.to(), Orders.class)
                : builder.explain(asked.channel(), asked.from(), asked.to());
    }

    private static Wiring wiring(Arguments arguments) {
        String transport = arguments.transport() == null ? Arguments.MEMORY : arguments.transport();
        return Wiring.asWritten(transport, arguments.beside());
    }
}
