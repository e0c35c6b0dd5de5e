package io.unifiedipc.testing.kit;

/** Deadlines that pass before, during and after the work, and messages that expire. */
interface DeadlineScenarios extends Scenarios {}
