package io.unifiedipc.testing.kit;

/** Receivers of one group share the messages, and each group gets all. */
interface GroupScenarios extends Scenarios {}
