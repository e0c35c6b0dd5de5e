/** What a process shows to those that it calls, and how it knows who calls, where no module of its own is needed for that. */
@NullMarked
package io.unifiedipc.identity;

import org.jspecify.annotations.NullMarked;
