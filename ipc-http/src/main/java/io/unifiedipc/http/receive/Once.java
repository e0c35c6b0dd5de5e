package io.unifiedipc.http.receive;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Headers that decide something and so may come once: what stands in front may have looked at another one. */
final class Once {
    private Once() {}

    /**
     * The value of a header, its name in lower case; null where it is absent.
     *
     * @throws Refusal where it came more than once
     */
    static @Nullable String header(Incoming request, String wanted) {
        String value = request.header(wanted);
        if (value != null) {
            AtomicInteger count = new AtomicInteger();
            request.headers((name, each) -> count.addAndGet(name.equals(wanted) ? 1 : 0));
            if (count.get() > 1) {
                throw Refusal.invalid("header " + wanted + " came " + count.get() + " times: send one");
            }
        }
        return value;
    }
}
