package io.unifiedipc.testing.kit;

/** What goes wrong at the receiver: kind, executed, and how often it ran. */
interface FailureScenarios extends Scenarios {}
