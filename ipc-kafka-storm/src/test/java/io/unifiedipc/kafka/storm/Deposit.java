package io.unifiedipc.kafka.storm;

/**
 * Adds an amount to an account. The account is the message's key.
 *
 * @param number its place among the deposits of its account, from 0
 */
record Deposit(int number, int amount) {}
