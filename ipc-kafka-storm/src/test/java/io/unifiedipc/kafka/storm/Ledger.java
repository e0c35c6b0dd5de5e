package io.unifiedipc.kafka.storm;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The accounts, as one connection sees them. One thread at a time. */
final class Ledger implements AutoCloseable {
    private static final String TABLES = """
            CREATE TABLE accounts (
                name text PRIMARY KEY, balance bigint NOT NULL DEFAULT 0, deposits int NOT NULL DEFAULT 0);
            CREATE TABLE deposits (
                id text PRIMARY KEY, account text NOT NULL, number int NOT NULL, amount int NOT NULL, place bigserial);
            """;

    private final Connection connection;

    Ledger(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
    }

    /** Makes the tables, with accounts that have nothing. */
    void create() throws SQLException {
        execute(TABLES);
        for (int producer = 0; producer < Settings.PRODUCERS; producer++) {
            for (int i = 0; i < Settings.ACCOUNTS_EACH; i++) {
                execute("INSERT INTO accounts (name) VALUES ('" + Settings.account(producer, i) + "')");
            }
        }
    }

    /** Adds the amount, where this message has not added it before: one transaction. */
    void deposit(String id, String account, Deposit deposit) throws SQLException {
        connection.setAutoCommit(false);
        try {
            if (isNew(id, account, deposit)) {
                add(account, deposit.amount());
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private boolean isNew(String id, String account, Deposit deposit) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO deposits (id, account, number, amount) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, id);
            insert.setString(2, account);
            insert.setInt(3, deposit.number());
            insert.setInt(4, deposit.amount());
            return insert.executeUpdate() == 1;
        }
    }

    private void add(String account, int amount) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE accounts SET balance = balance + ?, deposits = deposits + 1 WHERE name = ?")) {
            update.setInt(1, amount);
            update.setString(2, account);
            if (update.executeUpdate() != 1) {
                throw new SQLException("there is no account " + account);
            }
        }
    }

    /** How many deposits have been made. */
    long made() throws SQLException {
        return number("SELECT coalesce(sum(deposits), 0) FROM accounts");
    }

    /** How many deposits of an account were made after one that was sent later. */
    long outOfOrder() throws SQLException {
        return number(
                "SELECT count(*) FROM (SELECT number, max(number) OVER (PARTITION BY account ORDER BY place) AS most"
                        + " FROM deposits) AS seen WHERE number < most");
    }

    Map<String, Long> balances() throws SQLException {
        return read("SELECT name, balance FROM accounts");
    }

    /** The amount of each deposit by its id. */
    Map<String, Long> deposits() throws SQLException {
        return read("SELECT id, amount FROM deposits");
    }

    private Map<String, Long> read(String query) throws SQLException {
        Map<String, Long> all = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.put(rows.getString(1), rows.getLong(2));
            }
        }
        return all;
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
