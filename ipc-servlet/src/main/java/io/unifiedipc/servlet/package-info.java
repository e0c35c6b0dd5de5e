/**
 * The receiving side of {@code http} inside a Jakarta Servlet container (6.0 or later), behind its filters:
 * {@link io.unifiedipc.servlet.IpcServlet}.
 */
@NullMarked
package io.unifiedipc.servlet;

import org.jspecify.annotations.NullMarked;
