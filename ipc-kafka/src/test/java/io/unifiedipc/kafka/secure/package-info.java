@NullMarked
package io.unifiedipc.kafka.secure;

import org.jspecify.annotations.NullMarked;
