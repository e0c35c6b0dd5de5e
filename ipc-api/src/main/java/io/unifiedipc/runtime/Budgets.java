package io.unifiedipc.runtime;

/**
 * What one service may have under way in all its channels together.
 *
 * @param service its name
 * @param outer for calls that no handler makes
 * @param nested for those that handlers make
 */
record Budgets(String service, Budget outer, Budget nested) {
    Budgets(String service, int most) {
        this(service, new Budget(most), new Budget(most));
    }
}
