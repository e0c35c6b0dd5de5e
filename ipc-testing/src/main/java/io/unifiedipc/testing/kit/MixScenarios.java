package io.unifiedipc.testing.kit;

/** Several transports and several peers in one process. */
interface MixScenarios extends Scenarios {}
