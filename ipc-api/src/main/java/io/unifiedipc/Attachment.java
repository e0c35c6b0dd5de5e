package io.unifiedipc;

/**
 * A file in a payload. In a multipart form it is a part with its own name and type; in JSON its content is Base64.
 *
 * @param filename its name, without a path
 * @param contentType its media type
 * @param content its bytes, which nobody may change
 */
@SuppressWarnings("ArrayRecordComponent") // copied for nobody: a file may be large
public record Attachment(String filename, String contentType, byte[] content) {}
