/** A transport of one's own: what {@code docs/write-a-transport.md} shows. */
@NullMarked
package samples.folder;

import org.jspecify.annotations.NullMarked;
