@NullMarked
package io.unifiedipc.kafka.receive;

import org.jspecify.annotations.NullMarked;
