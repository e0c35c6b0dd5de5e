/** What stands in a record: CloudEvents in binary mode, return addresses, deadlines. */
@NullMarked
package io.unifiedipc.kafka.wire;

import org.jspecify.annotations.NullMarked;
