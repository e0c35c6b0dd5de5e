package io.unifiedipc.testing.kit;

/** Attributes and headers arrive as they were sent. */
interface HeaderScenarios extends Scenarios {}
