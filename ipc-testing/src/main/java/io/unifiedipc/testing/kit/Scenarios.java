package io.unifiedipc.testing.kit;

/** What every scenario stands on. */
interface Scenarios {
    /** Where it takes place. */
    Stage stage();
}
