/** What a process shows to those that it calls, where that must be fetched over HTTP. */
@NullMarked
package io.unifiedipc.http.identity;

import org.jspecify.annotations.NullMarked;
