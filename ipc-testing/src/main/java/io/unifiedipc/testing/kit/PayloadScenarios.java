package io.unifiedipc.testing.kit;

/** Payloads of every size, and what is over a limit or can't be read. */
interface PayloadScenarios extends Scenarios {}
