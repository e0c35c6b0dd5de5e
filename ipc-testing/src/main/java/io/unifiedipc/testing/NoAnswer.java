package io.unifiedipc.testing;

import io.unifiedipc.Refusal;

/** A stub was asked what it has no answer for. A refusal, so that the caller reads why and nobody tries again. */
@Refusal
final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoAnswer(String text) {
        super(text);
    }
}
