/**
 * What an application imports: {@link io.unifiedipc.Ipc} and its channels, the messages that go through them, and the one
 * failure type. Nothing in here knows a transport.
 */
@NullMarked
package io.unifiedipc;

import org.jspecify.annotations.NullMarked;
