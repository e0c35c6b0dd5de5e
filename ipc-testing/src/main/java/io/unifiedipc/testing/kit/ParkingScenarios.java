package io.unifiedipc.testing.kit;

/** What can't be done is put aside. */
interface ParkingScenarios extends Scenarios {}
