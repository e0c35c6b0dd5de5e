package io.unifiedipc.openapi;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be made of which document.
 *
 * @param document the file, YAML or JSON
 * @param packageName the package of all that is generated
 * @param channel the channel of the contract
 * @param contract the name of the interface, or null for the document's title
 * @param version the contract's semantic version, or null for the document's own
 */
record Settings(
        Path document,
        String packageName,
        String channel,
        @Nullable String contract,
        @Nullable String version) {}
