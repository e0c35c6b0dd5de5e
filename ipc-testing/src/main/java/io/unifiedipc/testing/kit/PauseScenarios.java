package io.unifiedipc.testing.kit;

/** An operator pauses, looks and resumes. */
interface PauseScenarios extends Scenarios {}
