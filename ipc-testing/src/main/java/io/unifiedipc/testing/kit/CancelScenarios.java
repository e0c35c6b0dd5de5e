package io.unifiedipc.testing.kit;

/** Callers that give up. */
interface CancelScenarios extends Scenarios {}
