/**
 * What happens between an application's line and a link, on both sides. Nobody imports it.
 *
 * <p>Down: {@code DefaultChannel} encodes and hands a {@code Call} to the {@code Stack}, which ends at the link. Up: a link
 * hands a {@code Delivery} to an {@code Inbound}, whose {@code Lanes} say when it runs, and which answers or settles it.
 */
@NullMarked
package io.unifiedipc.runtime;

import org.jspecify.annotations.NullMarked;
