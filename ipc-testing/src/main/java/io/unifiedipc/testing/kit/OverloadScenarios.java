package io.unifiedipc.testing.kit;

/** More than can be done at once. */
interface OverloadScenarios extends Scenarios {}
