package io.unifiedipc.http.call;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.util.Locale;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.internal.http.HttpHeaders;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.GzipSource;
import okio.Okio;
import okio.Source;

/**
 * Answers that come compressed: by gzip, and by zstd (RFC 8878) where {@code com.github.luben:zstd-jni} is on the class path.
 * Unpacking follows the reading, so that a small answer that stands for a very large one takes no more than the limit.
 */
final class Unpacking extends ForwardingSource {
    /** The largest window that a sender may count on with HTTP is 8 MiB (RFC 9659). */
    private static final int MOST_WINDOW_LOG = 23;

    private static final boolean ZSTD = isThere();

    /** What is asked for, the better first. */
    static final String ACCEPTED = ZSTD ? "zstd, gzip" : "gzip";

    /** All of it came, and it is not what it says. */
    static final class Corrupt extends IOException {
        private static final long serialVersionUID = 1;

        Corrupt(String coding, IOException cause) {
            super(coding + ": " + cause.getMessage(), cause);
        }
    }

    private final String coding;
    private final Received packed;

    private Unpacking(String coding, Received packed, Source plain) {
        super(plain);
        this.coding = coding;
        this.packed = packed;
    }

    /** The answer, its body unpacked while it is read where it comes in a coding that is known here. */
    static Response plain(Response response) throws IOException {
        String coding = response.header("Content-Encoding", "").strip().toLowerCase(Locale.ROOT);
        if (coding.isEmpty() || response.body().contentLength() == 0 || !HttpHeaders.promisesBody(response)) {
            return response;
        }
        Received packed = new Received(response.body().source());
        Source plain = switch (coding) {
            case "gzip", "x-gzip" -> new GzipSource(packed);
            case "zstd" -> ZSTD ? Zstd.of(packed) : null;
            default -> null;
        };
        if (plain == null) {
            return response;
        }
        BufferedSource body = Okio.buffer((Source) new Unpacking(coding, packed, plain));
        return response.newBuilder()
                .removeHeader("Content-Encoding")
                .removeHeader("Content-Length")
                .body(ResponseBody.create(body, response.body().contentType(), -1))
                .build();
    }

    @Override
    public long read(Buffer sink, long most) throws IOException {
        try {
            return super.read(sink, most);
        } catch (IOException e) {
            throw packed.broken ? e : new Corrupt(coding, e);
        }
    }

    /** What comes over the wire. Where that breaks, it says nothing about the one who packed it. */
    private static final class Received extends ForwardingSource {
        private boolean broken;

        Received(Source source) {
            super(source);
        }

        @Override
        public long read(Buffer sink, long most) throws IOException {
            try {
                return super.read(sink, most);
            } catch (IOException e) {
                broken = true;
                throw e;
            }
        }
    }

    private static boolean isThere() {
        try {
            Class.forName("com.github.luben.zstd.ZstdInputStream", false, Unpacking.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Apart, as it is loaded only where its library is there. */
    private static final class Zstd {
        private Zstd() {}

        static Source of(Source packed) throws IOException {
            ZstdInputStream plain = new ZstdInputStream(Okio.buffer(packed).inputStream());
            plain.setLongMax(MOST_WINDOW_LOG);
            return Okio.source(plain);
        }
    }
}
