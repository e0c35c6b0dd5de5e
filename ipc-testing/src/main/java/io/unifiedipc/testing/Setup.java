package io.unifiedipc.testing;

import io.unifiedipc.IpcBuilder;

/**
 * Sets keys and adds extensions that a configuration file can't. Made anew for each test method, by its constructor without
 * parameters, and called once per service.
 *
 * <pre>{@code
 * class OurMapper implements Setup {
 *     public void configure(IpcBuilder builder, String service) {
 *         builder.add(new JsonCodec(Mappers.ours()));
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Setup {
    /**
     * Sets and adds; it builds nothing.
     *
     * @param service as {@link Service} calls it, or the name in the test's own configuration
     * @throws Exception fails the test
     */
    void configure(IpcBuilder builder, String service) throws Exception;
}
