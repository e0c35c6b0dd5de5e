package io.unifiedipc.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat on this machine, with an application below {@code /shop}. Closing it leaves no thread. */
final class Tomcats implements AutoCloseable {
    static final String PLACE = "/shop/ipc";
    static final int HEADER_BYTES = 32 << 10;

    private final Tomcat tomcat = new Tomcat();
    final Connector connector = new Connector();
    final Context context;

    Tomcats(int port) {
        try {
            tomcat.setBaseDir(
                    Files.createTempDirectory(Path.of("target"), "tomcat").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxHttpHeaderSize", Integer.toString(HEADER_BYTES));
        connector.setProperty("maxHeaderCount", "1000");
        connector.setEncodedSolidusHandling("passthrough");
        connector.setProperty("continueResponseTiming", "onRead");
        connector.setProperty("keepAliveTimeout", "60000");
        connector.setProperty("maxKeepAliveRequests", "-1");
        tomcat.setConnector(connector);
        tomcat.setSilent(true);
        context = tomcat.addContext("/shop", null);
        if (context instanceof StandardContext ours) {
            // They want to look into the JDK, and log at length that they can't.
            ours.setClearReferencesObjectStreamClassCaches(false);
            ours.setClearReferencesRmiTargets(false);
            ours.setClearReferencesThreadLocals(false);
        }
    }

    Tomcats servlet(IpcServlet servlet) {
        return starting((classes, container) -> servlet.addTo(container, "/ipc/*"));
    }

    Tomcats filter(Filter filter, boolean async) {
        return starting((classes, container) -> {
            FilterRegistration.Dynamic registration =
                    container.addFilter(filter.getClass().getName(), filter);
            registration.setAsyncSupported(async);
            registration.addMappingForUrlPatterns(EnumSet.of(jakarta.servlet.DispatcherType.REQUEST), false, "/*");
        });
    }

    Tomcats starting(ServletContainerInitializer what) {
        context.addServletContainerInitializer(what, Set.of());
        return this;
    }

    Tomcats start() {
        try {
            tomcat.start();
            return this;
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    String base() {
        return "http://127.0.0.1:" + port() + PLACE;
    }

    ServletContext application() {
        return context.getServletContext();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
