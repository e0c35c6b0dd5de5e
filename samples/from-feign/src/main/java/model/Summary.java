package model;

/** What a customer has ordered. */
public record Summary(String customer, int orders) {}
