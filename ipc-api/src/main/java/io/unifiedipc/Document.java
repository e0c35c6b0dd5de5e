package io.unifiedipc;

import org.jspecify.annotations.Nullable;

/**
 * Just data: a reply, with the headers that came with it.
 *
 * @param payload what it says; null for a reply without content
 * @param headers its headers
 * @param <P> the payload's type
 */
public record Document<P>(@Nullable P payload, Headers headers) {}
