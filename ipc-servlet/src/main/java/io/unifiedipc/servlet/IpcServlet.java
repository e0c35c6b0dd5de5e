package io.unifiedipc.servlet;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.HttpTransportProvider;
import io.unifiedipc.http.receive.Mount;
import io.unifiedipc.http.receive.Refusal;
import io.unifiedipc.http.receive.Replies;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives over HTTP in place of a port of our own. The container's filters come first, and its ingress, TLS and users stay
 * as they are; what they let through gets the same answers as on the own port.
 *
 * <pre>{@code
 * HttpTransportProvider http = HttpTransportProvider.mounted();
 * Ipc ipc = Ipc.builder().add(http).build();
 * ipc.channel("orders").handle(PlaceOrder.class, shop::place);
 * ipc.start();
 * new IpcServlet(http).addTo(servletContext, "/ipc/*");    // POST /ipc/v1/orders/PlaceOrder
 * }</pre>
 *
 * <p>A message is taken in and answered without a thread that waits; handlers run on the threads of the {@code Ipc}. So the
 * servlet and every filter before it must be declared to support asynchronous requests ({@link #addTo} does it for the
 * servlet). The container's error pages are never asked for. Before {@code Ipc.start()} and after {@code Ipc.close()} the
 * answer is 503; close the {@code Ipc} first and the container after it, so that handlers finish and their answers go out.
 *
 * <p>Safe for use by many threads, as servlets are.
 */
public final class IpcServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(IpcServlet.class);

    private final transient Mount mount;

    /**
     * For the {@code Ipc} that this very provider was added to.
     *
     * @throws IllegalStateException where the provider has a port of its own
     */
    public IpcServlet(HttpTransportProvider http) {
        mount = http.mount();
    }

    /**
     * Puts it into a container that is starting, under the name {@code ipc} and with asynchronous requests allowed.
     *
     * @param mapping where, as a path that ends with {@code /*}
     * @throws IllegalStateException where the container has a servlet of that name, or has started
     * @throws IllegalArgumentException where the mapping is none, or is taken by another servlet
     */
    public ServletRegistration.Dynamic addTo(ServletContext container, String mapping) {
        if (!mapping.startsWith("/") || !mapping.endsWith("/*")) {
            throw new IllegalArgumentException("'" + mapping + "' is no path with all below it: write it like /ipc/*");
        }
        ServletRegistration.Dynamic registration = container.addServlet("ipc", this);
        if (registration == null) {
            throw new IllegalStateException("the container has a servlet with the name 'ipc' already");
        }
        registration.setAsyncSupported(true);
        if (!registration.addMapping(mapping).isEmpty()) {
            throw new IllegalArgumentException("'" + mapping + "' is the mapping of another servlet");
        }
        return registration;
    }

    /** Every method: which one is allowed is said by what is served. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.isAsyncSupported()) {
            refuse(response);
            return;
        }
        ServletIncoming incoming = new ServletIncoming(request, response, mount.headerLimit());
        try {
            incoming.checkPath();
            mount.handle(incoming);
        } catch (Refusal refusal) {
            var unused = incoming.answer(Replies.of(refusal));
        } catch (RuntimeException e) {
            LOG.error("a request could not be taken in", e);
            var unused = incoming.answer(Replies.of(IpcException.of(
                    Kind.FAILED,
                    Executed.MAYBE,
                    "the request could not be taken in: " + e.getClass().getSimpleName(),
                    e)));
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        IpcException wrong = IpcException.of(
                Kind.MISCONFIGURED,
                Executed.NO,
                "the servlet, or a filter before it, isn't declared to support asynchronous requests: set async-supported on"
                        + " all of them");
        LOG.error(wrong.text());
        Answers.writeNow(response, Replies.of(wrong));
    }
}
