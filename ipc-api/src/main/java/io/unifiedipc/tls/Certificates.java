package io.unifiedipc.tls;

import io.unifiedipc.spi.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in the files now. They are looked at on the way of a call or a handshake, at most once a second; no thread of its
 * own does it. New ones are used from then on. New ones that can't be used are reported once, and the old ones stay.
 * Any thread.
 */
public final class Certificates {
    /** What a set of new files that can't be used is counted as. */
    public static final String REFUSED = "tls-files-refused";

    /** How often the files are looked at. */
    public static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final TlsFiles files;
    private final Clock clock;
    private final Runnable refused;
    private final ReentrantLock looking = new ReentrantLock();
    private List<Stamp> seen = List.of();
    private volatile long looked;
    private volatile @Nullable Material current;

    /** By what a change of a file is noticed. */
    private record Stamp(
            @Nullable FileTime changed, long size, @Nullable Object identity) {}

    /**
     * Nothing is read yet.
     *
     * @param refused run for each set of new files that can't be used
     */
    public Certificates(TlsFiles files, Clock clock, Runnable refused) {
        this.files = files;
        this.clock = clock;
        this.refused = refused;
    }

    /**
     * What is to be used for a connection that is made now.
     *
     * @throws BadFile where the files can't be used and never could
     */
    public Material current() {
        Material known = current;
        if (known == null) {
            return first();
        }
        boolean due = !files.isEmpty() && clock.nanos() - looked >= EVERY_NANOS;
        // While somebody looks, all others go on with what is known.
        if (!due || !looking.tryLock()) {
            return known;
        }
        try {
            return lookAgain(known);
        } finally {
            looking.unlock();
        }
    }

    private Material first() {
        looking.lock();
        try {
            Material known = current;
            if (known == null) {
                seen = stamps();
                known = files.read();
                looked = clock.nanos();
                current = known;
            }
            return known;
        } finally {
            looking.unlock();
        }
    }

    private Material lookAgain(Material known) {
        List<Stamp> now = stamps();
        looked = clock.nanos();
        if (now.equals(seen)) {
            return known;
        }
        seen = now;
        try {
            Material made = files.read();
            current = made;
            LOG.info("new certificates are in use: {}", files);
            return made;
        } catch (BadFile e) {
            LOG.error("new certificates can't be used, so the old ones stay in use: {}", e.getMessage());
            refused.run();
            return known;
        }
    }

    private List<Stamp> stamps() {
        List<Stamp> all = new ArrayList<>();
        for (String file : files.all()) {
            try {
                BasicFileAttributes found = Files.readAttributes(Path.of(file), BasicFileAttributes.class);
                all.add(new Stamp(found.lastModifiedTime(), found.size(), found.fileKey()));
            } catch (IOException e) {
                all.add(new Stamp(null, -1, null));
            }
        }
        return all;
    }
}
