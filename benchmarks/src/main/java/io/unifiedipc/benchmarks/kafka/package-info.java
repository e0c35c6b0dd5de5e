/**
 * What a message through Kafka costs. A row's contenders share a broker, which has a process of its own and is not measured;
 * each has its own topics, of four partitions, and sends from and receives in one JVM.
 */
@NullMarked
package io.unifiedipc.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
