package io.unifiedipc.testing.kit;

/** What was not done comes again. */
interface RedeliveryScenarios extends Scenarios {}
