/** The transport {@code kafka}: a channel is a topic, a group is a consumer group. */
@NullMarked
package io.unifiedipc.kafka;

import org.jspecify.annotations.NullMarked;
