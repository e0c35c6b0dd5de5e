package io.unifiedipc.testing.kit;

/** Order per key, side by side across keys. */
interface OrderScenarios extends Scenarios {}
