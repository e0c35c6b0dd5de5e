package io.unifiedipc.resilience.breaker;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;

/**
 * What an ended call says of the other side. This is the one place that decides it:
 *
 * <table>
 * <caption>Each kind of failure</caption>
 * <tr><th>kind</th><th>counts as</th><th>since</th></tr>
 * <tr><td>UNREACHABLE, CONNECTION_LOST, NOBODY_LISTENING</td><td>a failure</td><td>nobody is there, or nobody who
 *     stays</td></tr>
 * <tr><td>UNROUTABLE</td><td>a failure, but a success where it was answered</td><td>a broker has no such place; but a 404 over
 *     HTTP may be about one order that does not exist</td></tr>
 * <tr><td>TIMEOUT, EXPIRED</td><td>a failure</td><td>it is too slow, or can't even be connected to</td></tr>
 * <tr><td>FAILED</td><td>a failure</td><td>it is broken</td></tr>
 * <tr><td>OVERLOADED, CIRCUIT_OPEN</td><td>a failure</td><td>it can't take more, or what it needs is away; this side's own
 *     limits refuse before the link has the call</td></tr>
 * <tr><td>CLOSED</td><td>a failure where it was answered</td><td>it is going away; else this side is</td></tr>
 * <tr><td>REFUSED, UNSUPPORTED, UNAUTHORIZED, UNDECODABLE, TOO_LARGE, CONFLICT, INVALID, MISCONFIGURED</td>
 *     <td>a success where it was answered, else nothing</td><td>who says no in good order is well</td></tr>
 * <tr><td>CANCELLED</td><td>nothing</td><td>the caller gave up, whatever the other side did</td></tr>
 * </table>
 *
 * <p>A call that the link never had counts as nothing: it was refused or given up on this side.
 */
enum Verdict {
    GOOD,
    BAD,
    NONE;

    static Verdict of(Call ended) {
        if (!ended.reachedLink()) {
            return NONE;
        }
        IpcException failure = ended.failure();
        if (failure == null) {
            return ended.reply() == null ? NONE : GOOD;
        }
        boolean answered = failure.problem() != null || failure.executed() == Executed.YES;
        return switch (failure.kind()) {
            case UNREACHABLE, CONNECTION_LOST, NOBODY_LISTENING, TIMEOUT, EXPIRED, FAILED, OVERLOADED, CIRCUIT_OPEN ->
                BAD;
            case UNROUTABLE -> answered ? GOOD : BAD;
            case CLOSED -> answered ? BAD : NONE;
            case REFUSED, UNSUPPORTED, UNAUTHORIZED, UNDECODABLE, TOO_LARGE, CONFLICT, INVALID, MISCONFIGURED ->
                answered ? GOOD : NONE;
            case CANCELLED -> NONE;
        };
    }
}
