@NullMarked
package io.unifiedipc.kafka;

import org.jspecify.annotations.NullMarked;
