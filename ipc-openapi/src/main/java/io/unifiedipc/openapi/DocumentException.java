package io.unifiedipc.openapi;

/** A document or a setting that nothing can be made of; the text says where, what, and the way out. */
final class DocumentException extends RuntimeException {
    DocumentException(String text) {
        super(text);
    }
}
