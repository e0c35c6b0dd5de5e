package io.unifiedipc.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Private keys in the forms that OpenSSL wrote by itself for long, put into the one that the JDK reads: PKCS#8 (RFC 5958)
 * around an RSAPrivateKey (PKCS#1, RFC 8017) or an ECPrivateKey (SEC 1, RFC 5915).
 */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    /** The tag of an ECPrivateKey's curve. */
    private static final int CURVE = 0xA0;

    private static final byte[] ZERO = {INTEGER, 1, 0};
    /** rsaEncryption, 1.2.840.113549.1.1.1, and NULL. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** ecPublicKey, 1.2.840.10045.2.1. */
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private Der() {}

    static byte[] ofRsa(byte[] pkcs1) {
        return pkcs8(RSA, pkcs1);
    }

    /** The curve stands inside the key, and outside of it too in PKCS#8. */
    static byte[] ofEc(byte[] sec1) {
        return pkcs8(join(EC, curve(sec1)), sec1);
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, join(ZERO, element(SEQUENCE, algorithm), element(OCTETS, key)));
    }

    private static byte[] curve(byte[] sec1) {
        int at = content(sec1, 0);
        while (at < sec1.length) {
            int from = content(sec1, at);
            int end = from + length(sec1, at);
            if ((sec1[at] & 0xFF) == CURVE) {
                return Arrays.copyOfRange(sec1, from, end);
            }
            at = end;
        }
        throw new IllegalArgumentException("it doesn't name its curve");
    }

    /** Where the content of the element at a place begins. */
    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        return at + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        int length = first < 0x80 ? first : 0;
        for (int i = at + 2; i < content(der, at); i++) {
            length = (length << 8) | (der[i] & 0xFF);
        }
        if (length < 0 || length > der.length) {
            throw new IllegalArgumentException("it is cut off");
        }
        return length;
    }

    private static byte[] element(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : length < 0x100
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
