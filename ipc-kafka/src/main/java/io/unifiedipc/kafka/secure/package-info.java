/** How clients come to believe a broker, and a broker them: TLS and SASL. */
@NullMarked
package io.unifiedipc.kafka.secure;

import org.jspecify.annotations.NullMarked;
