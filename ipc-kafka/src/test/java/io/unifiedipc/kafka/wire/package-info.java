@NullMarked
package io.unifiedipc.kafka.wire;

import org.jspecify.annotations.NullMarked;
