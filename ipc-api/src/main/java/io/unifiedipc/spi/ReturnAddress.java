package io.unifiedipc.spi;

/**
 * Where the reply to a message goes, and which exchange it belongs to there: the
 * <a href="https://www.enterpriseintegrationpatterns.com/ReturnAddress.html">return address</a> with its
 * <a href="https://www.enterpriseintegrationpatterns.com/CorrelationIdentifier.html">correlation identifier</a>. A broker that
 * hands it on as the object that it is pays nothing for it; what is written anywhere is made when it is asked for.
 */
public interface ReturnAddress {
    /** The inbox. */
    Address address();

    /** Plain characters, never parsed by anybody but who made them; empty for none. Nobody writes to the array. */
    byte[] correlation();

    /** One that was read. */
    static ReturnAddress of(Address address, byte[] correlation) {
        return new Read(address, correlation);
    }

    /** What a message said. */
    @SuppressWarnings("ArrayRecordComponent") // copied for nobody: whoever gets it must not write to it
    record Read(Address address, byte[] correlation) implements ReturnAddress {}
}
