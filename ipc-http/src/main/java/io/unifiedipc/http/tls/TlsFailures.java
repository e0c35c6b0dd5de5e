package io.unifiedipc.http.tls;

import io.unifiedipc.Kind;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Why two sides didn't come to speak TLS, in words. The JDK tells the other side's reason only by the name of its alert
 * (RFC 8446, section 6), and its own only by texts; both are pinned by tests.
 */
public final class TlsFailures {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: ([a-z_]+)");
    private static final Pattern NAMES = Pattern.compile("subjectAltNames: \\[(.*)]");
    private static final Pattern HOST = Pattern.compile("Hostname (\\S+) not verified");

    /** What the other side says of a certificate of ours, or of its absence. */
    private static final Set<String> OF_OURS = Set.of(
            "access_denied",
            "bad_certificate",
            "certificate_expired",
            "certificate_required",
            "certificate_revoked",
            "certificate_unknown",
            "unknown_ca",
            "unsupported_certificate");

    private static final Set<String> NOTHING_IN_COMMON =
            Set.of("handshake_failure", "insufficient_security", "protocol_version");

    /**
     * A reason.
     *
     * @param kind UNAUTHORIZED where the other side refuses us, else UNREACHABLE
     * @param text what is wrong, with whom, and the way out
     */
    public record Reason(Kind kind, String text) {}

    private TlsFailures() {}

    /** What a failure says about TLS; null where it says nothing. */
    public static @Nullable Reason of(Throwable e) {
        CertificateException untrusted = cause(e, CertificateException.class);
        if (untrusted != null) {
            return unreachable(String.valueOf(untrusted.getMessage()));
        }
        SSLException tls = cause(e, SSLException.class);
        String text = String.valueOf((tls == null ? e : tls).getMessage());
        if (tls == null) {
            // A record of TLS where the first line of an answer should be.
            return text.contains("\u0015\u0003")
                    ? unreachable("it answers in TLS: write its address with https://")
                    : null;
        }
        return tls instanceof SSLPeerUnverifiedException ? unreachable(otherHost(text)) : ofText(text);
    }

    private static @Nullable Reason ofText(String text) {
        Matcher alert = ALERT.matcher(text);
        if (alert.find()) {
            return ofAlert(alert.group(1));
        }
        if (text.contains("Unsupported or unrecognized SSL message") || text.contains("plaintext connection")) {
            return unreachable("it doesn't answer in TLS: write its address with http:// if that is meant");
        }
        if (text.contains("terminated the handshake")) {
            return unreachable("it broke the TLS handshake off without a word: the two may have no version or cipher in"
                    + " common, or it wants a certificate, or it speaks no TLS");
        }
        return text.contains("No appropriate protocol") || text.contains("is not accepted by client preferences")
                ? unreachable("the two have no version of TLS in common (" + text + ")")
                : null;
    }

    private static @Nullable Reason ofAlert(String alert) {
        if (OF_OURS.contains(alert)) {
            return new Reason(
                    Kind.UNAUTHORIZED,
                    "it refuses our certificate, or misses one (" + alert
                            + "): set tls-certificate and tls-key to one that it believes");
        }
        return NOTHING_IN_COMMON.contains(alert)
                ? unreachable("the two have no version or cipher of TLS in common (" + alert
                        + "), or it wants a certificate: set tls-certificate")
                : alert.equals("no_application_protocol")
                        ? unreachable("it speaks no version of HTTP that we do (" + alert + "): look at protocol")
                        : null;
    }

    private static String otherHost(String text) {
        Matcher host = HOST.matcher(text);
        Matcher names = NAMES.matcher(text);
        return host.find() && names.find()
                ? "its certificate is for other hosts: it names [" + names.group(1) + "], and not " + host.group(1)
                        + ": call it by a name that is in it, or have it issued for this one"
                : text.replaceAll("\\s+", " ");
    }

    private static Reason unreachable(String text) {
        return new Reason(Kind.UNREACHABLE, text);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
