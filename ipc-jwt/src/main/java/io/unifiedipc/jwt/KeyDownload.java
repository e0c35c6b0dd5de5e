package io.unifiedipc.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;

/** Fetches a JWK set: bounded in size and time, with no redirect, proxy, cache or second try that nobody has asked for. */
final class KeyDownload implements ResourceRetriever {
    /** How long one may take. */
    static final Duration WITHIN = Duration.ofSeconds(5);

    private static final int STEP_MILLIS = 2_000;
    private static final int MOST_BYTES = 512 * 1024;
    private static final int PART = 8 * 1024;

    private volatile boolean succeeded;

    /** Whether there ever were any keys. */
    boolean succeeded() {
        return succeeded;
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        long until = System.nanoTime() + WITHIN.toNanos();
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(STEP_MILLIS);
        connection.setReadTimeout(STEP_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
        connection.setRequestProperty("Connection", "close");
        try {
            if (connection.getResponseCode() != 200) {
                throw new IOException("HTTP " + connection.getResponseCode());
            }
            try (InputStream in = connection.getInputStream()) {
                String text = text(in, until);
                if (!Keys.useful(JWKSet.parse(text))) {
                    throw new IOException("no key that can check a signature");
                }
                succeeded = true;
                return new Resource(text, connection.getContentType());
            }
        } catch (ParseException e) {
            throw new IOException("no JWK set", e);
        } finally {
            connection.disconnect();
        }
    }

    private static String text(InputStream in, long until) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        for (int read = in.read(part); read >= 0; read = in.read(part)) {
            all.write(part, 0, read);
            if (all.size() > MOST_BYTES) {
                throw new IOException("more than " + MOST_BYTES + " bytes");
            }
            if (System.nanoTime() - until > 0) {
                throw new SocketTimeoutException("not whole within " + WITHIN.toSeconds() + " s");
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
