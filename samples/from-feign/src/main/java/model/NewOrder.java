package model;

import java.util.List;

/** What an order is made from. */
public record NewOrder(String customer, List<Order.Line> lines) {}
