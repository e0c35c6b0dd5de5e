package io.unifiedipc.memory;

import io.unifiedipc.Extension;
import io.unifiedipc.Ipc;

class MemoryFailureTableTest extends FailureTable {
    @Override
    Ipc open(String options, String further, Extension... more) {
        return ipcs.open(further, "orders: {transport: memory, " + options + "}\n", more);
    }

    @Override
    boolean parks() {
        return true;
    }
}
