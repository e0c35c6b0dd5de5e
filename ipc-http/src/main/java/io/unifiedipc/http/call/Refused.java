package io.unifiedipc.http.call;

import io.unifiedipc.Problem;
import io.unifiedipc.Refusal;
import io.unifiedipc.spi.OperationSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what a stranger's answer is known as a business refusal: the problem type or the status that the configuration gives to
 * its name or, where it doesn't, the annotation of the exception that an operation declares.
 */
final class Refused {
    private static final String NO_TYPE = "about:blank";

    private final Map<String, Sign> configured = new LinkedHashMap<>();

    /** With the block {@code refusals} of a channel. */
    Refused(Map<String, String> signs) {
        signs.forEach((name, sign) -> configured.put(name, Sign.of(sign)));
    }

    /** The name of the refusal that a problem is, or null where it is none. A status that several share tells none of them. */
    @Nullable
    String name(OperationSpec operation, Problem problem) {
        Map<String, Sign> all = new LinkedHashMap<>(configured);
        operation.refusals().forEach((name, type) -> {
            Refusal marked = type.getAnnotation(Refusal.class);
            if (marked != null) {
                all.putIfAbsent(name, new Sign(marked.status(), marked.type()));
            }
        });
        boolean typed = !problem.type().equals(NO_TYPE);
        List<String> byType = names(all, sign -> typed && sign.type.equals(problem.type()));
        if (!byType.isEmpty()) {
            return byType.get(0);
        }
        List<String> byStatus = names(all, sign -> sign.status == problem.status() && (sign.type.isEmpty() || !typed));
        return byStatus.size() == 1 ? byStatus.get(0) : null;
    }

    private static List<String> names(Map<String, Sign> all, java.util.function.Predicate<Sign> which) {
        return all.entrySet().stream()
                .filter(each -> which.test(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A status, 0 for any, and a problem type, empty for any. */
    private record Sign(int status, String type) {
        static Sign of(String text) {
            return text.matches("[0-9]+") ? new Sign(Integer.parseInt(text), "") : new Sign(0, text);
        }
    }
}
