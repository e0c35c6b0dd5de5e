package io.unifiedipc.spi;

import org.jspecify.annotations.Nullable;

/** An attempt at another call, or a group's part in it: when it has left, that one can't be withdrawn any more. */
class Share extends Call {
    final Call whole;
    private final @Nullable String group;

    Share(
            Call whole,
            @Nullable String group,
            Style style,
            Envelope envelope,
            int attempt,
            long deadline,
            boolean mayBlock,
            Listener listener) {
        super(
                whole.channel(),
                whole.operation(),
                style,
                envelope,
                whole.startedAt(),
                deadline,
                attempt,
                mayBlock,
                listener);
        this.whole = whole;
        this.group = group;
    }

    @Override
    public @Nullable String group() {
        return group;
    }

    @Override
    public @Nullable Delivery within() {
        return whole.within();
    }

    @Override
    public @Nullable Object payload() {
        return whole.payload();
    }

    /** Whoever hands this attempt's reply on hands it on as what it is. */
    @Override
    public boolean standIn(Envelope reply) {
        whole.markStandIn();
        return super.standIn(reply);
    }

    @Override
    public void reachesLink() {
        super.reachesLink();
        whole.reachesLink();
    }

    @Override
    public boolean handOff() {
        return super.handOff() && whole.handOff();
    }

    @Override
    void tried(int number) {
        super.tried(number);
        whole.tried(number);
    }

    @Override
    public void note(String known) {
        super.note(known);
        whole.note(known);
    }
}
