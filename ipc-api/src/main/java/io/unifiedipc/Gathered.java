package io.unifiedipc;

import java.util.List;

/**
 * What came of asking every group.
 *
 * @param replies in order of arrival
 * @param failures of groups that failed, could not be reached or, where the transport knows the groups, stayed silent
 * @param <R> the replies' type
 */
public record Gathered<R>(List<Document<R>> replies, List<IpcException> failures) {
    public Gathered {
        replies = List.copyOf(replies);
        failures = List.copyOf(failures);
    }
}
