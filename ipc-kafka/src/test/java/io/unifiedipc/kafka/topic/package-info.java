@NullMarked
package io.unifiedipc.kafka.topic;

import org.jspecify.annotations.NullMarked;
