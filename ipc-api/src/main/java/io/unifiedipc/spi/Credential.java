package io.unifiedipc.spi;

import java.util.regex.Pattern;

/**
 * What one side shows to say who it is, as in HTTP's {@code Authorization} (RFC 9110, 11.4): a scheme and what belongs to it.
 * It never prints its secret.
 *
 * @param scheme how the secret is to be read, such as {@code Bearer} or {@code Basic}
 * @param secret visible ASCII, perhaps with spaces between; 16 KiB at most
 */
public record Credential(String scheme, String secret) {
    /** The scheme of a token whose bearer may do what it says (RFC 6750). */
    public static final String BEARER = "Bearer";
    /** The scheme of a user with a password (RFC 7617). */
    public static final String BASIC = "Basic";

    private static final int LONGEST = 16 * 1024;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9._+-]{0,63}");
    private static final Pattern SECRET = Pattern.compile("[!-~]|[!-~][ -~]*[!-~]");

    /**
     * Checks that it can be a header's value.
     *
     * @throws IllegalArgumentException which doesn't quote the secret
     */
    public Credential {
        if (!SCHEME.matcher(scheme).matches()) {
            throw new IllegalArgumentException("the scheme of a credential is one word");
        }
        if (secret.length() > LONGEST || !SECRET.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "a credential is 1 to " + LONGEST + " characters of visible ASCII, without a line break");
        }
    }

    /** Of the scheme {@link #BEARER}. */
    public static Credential bearer(String token) {
        return new Credential(BEARER, token);
    }

    /** As HTTP writes it: the scheme, a space, the secret. */
    public String value() {
        return scheme + " " + secret;
    }

    @Override
    public String toString() {
        return scheme + " ***";
    }
}
