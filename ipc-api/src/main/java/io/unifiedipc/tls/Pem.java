package io.unifiedipc.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** What stands in a PEM file (RFC 7468): certificates and private keys; all else in it is passed over. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private final String text;

    private Pem(String text) {
        this.text = text;
    }

    /** The file's content as PEM, or null where it is something else. */
    static @Nullable Pem of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.contains("-----BEGIN ") ? new Pem(text) : null;
    }

    List<X509Certificate> certificates() throws GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).equals("CERTIFICATE") || blocks.group(1).equals("X509 CERTIFICATE")) {
                all.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(decode(blocks.group(2)))));
            }
        }
        return all;
    }

    boolean hasKey() {
        return BLOCK.matcher(text).results().anyMatch(block -> block.group(1).endsWith("PRIVATE KEY"));
    }

    /**
     * The first private key; null for none.
     *
     * @throws IllegalArgumentException whose message says what is wrong with it
     */
    @Nullable
    PrivateKey key(char @Nullable [] password) throws GeneralSecurityException {
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            String body = blocks.group(2);
            PKCS8EncodedKeySpec found = switch (blocks.group(1)) {
                case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(decode(body));
                case "ENCRYPTED PRIVATE KEY" -> decrypt(decode(body), password);
                case "RSA PRIVATE KEY" -> new PKCS8EncodedKeySpec(Der.ofRsa(plain(body)));
                case "EC PRIVATE KEY" -> new PKCS8EncodedKeySpec(Der.ofEc(plain(body)));
                default -> null;
            };
            if (found != null) {
                return read(found);
            }
        }
        return null;
    }

    private static byte[] plain(String body) {
        if (body.contains("ENCRYPTED")) {
            throw new IllegalArgumentException(
                    "its key is encrypted in OpenSSL's old way: rewrite it with 'openssl pkcs8 -topk8'");
        }
        return decode(body);
    }

    private static byte[] decode(String body) {
        return Base64.getMimeDecoder().decode(body);
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] der, char @Nullable [] password) throws GeneralSecurityException {
        if (password == null) {
            throw new IllegalArgumentException("its key is encrypted: set tls-password");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // For PBES2 (RFC 8018) the JDK tells which algorithms only in the text of the parameters.
            String name = info.getAlgParameters() == null
                            || !String.valueOf(info.getAlgParameters()).startsWith("PBE")
                    ? info.getAlgName()
                    : info.getAlgParameters().toString();
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(name).generateSecret(new PBEKeySpec(password)),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("its key can't be read: " + e.getMessage(), e);
        } catch (InvalidKeySpecException | java.security.InvalidKeyException e) {
            throw new IllegalArgumentException("tls-password doesn't open its key", e);
        }
    }

    private static PrivateKey read(PKCS8EncodedKeySpec key) throws GeneralSecurityException {
        InvalidKeySpecException last = null;
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePrivate(key);
            } catch (InvalidKeySpecException e) {
                last = e; // of another type, perhaps
            }
        }
        throw new IllegalArgumentException("its key is of no type that the JDK knows: " + KEY_TYPES, last);
    }
}
