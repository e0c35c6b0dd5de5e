@NullMarked
package io.unifiedipc.kafka.driver;

import org.jspecify.annotations.NullMarked;
