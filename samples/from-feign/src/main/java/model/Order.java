package model;

import java.util.List;

/** An order as the service has it. */
public record Order(String id, String customer, String status, List<Line> lines) {
    /** One of its lines. */
    public record Line(String sku, int quantity) {}
}
