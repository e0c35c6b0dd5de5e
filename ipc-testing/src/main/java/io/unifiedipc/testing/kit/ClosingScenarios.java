package io.unifiedipc.testing.kit;

/** Either side closes while it is busy. */
interface ClosingScenarios extends Scenarios {}
