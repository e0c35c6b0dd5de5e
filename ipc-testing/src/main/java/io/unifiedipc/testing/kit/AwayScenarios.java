package io.unifiedipc.testing.kit;

/** Peer, connection or broker are away, at each step of a call. */
interface AwayScenarios extends Scenarios {}
