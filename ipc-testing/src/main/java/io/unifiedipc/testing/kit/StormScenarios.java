package io.unifiedipc.testing.kit;

/** Very many messages, and nothing is lost. */
interface StormScenarios extends Scenarios {}
