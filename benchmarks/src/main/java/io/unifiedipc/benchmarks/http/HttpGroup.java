package io.unifiedipc.benchmarks.http;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a call over HTTP costs the one who makes it, and what it costs the one who takes it. */
public final class HttpGroup {
    private static final String OURS = "Unified IPC";
    private static final String RAW = "OkHttp + Jackson";
    private static final String BARE = "Jetty + Jackson";
    private static final int MANY = 16;

    private static final Map<String, OrderClient.Opening> PEERS = new LinkedHashMap<>();

    static {
        PEERS.put("Retrofit", RetrofitPeer::open);
        PEERS.put("Feign", FeignPeer::open);
        PEERS.put("Armeria", ArmeriaPeer::open);
    }

    private HttpGroup() {}

    /** How callers wait. */
    private interface Load {
        Subject of(OrderClient client);
    }

    /** The group. */
    public static Group group() {
        Load blocking = client -> Callers.of(1, client);
        return new Group(
                "http",
                "What does a call over HTTP cost, beside the client and the server that it stands on?",
                List.of(
                        calling("blocking, one caller", blocking, ahead(), Ours::open),
                        calling("contract, one caller", blocking, List.of(), Ours::contract),
                        calling("future, one caller", client -> new Futures(1, client), List.of(), Ours::open),
                        calling("blocking, 16 callers", client -> Callers.of(MANY, client), abreast(), Ours::open),
                        calling("future, 16 callers", client -> new Futures(MANY, client), abreast(), Ours::open),
                        receiving("receiving, one caller", 1, "PlaceOrder"),
                        receiving("receiving, 16 callers", MANY, "PlaceOrder"),
                        receiving("receiving without blocking, one caller", 1, "Quick"),
                        receiving("receiving without blocking, 16 callers", MANY, "Quick")));
    }

    private static List<Goal> abreast() {
        return List.of(Goal.ratio(Metric.RATE, 0.95, RAW));
    }

    private static List<Goal> ahead() {
        List<Goal> goals = new ArrayList<>(abreast());
        goals.add(Goal.ratio(Metric.CPU, 1.10, RAW));
        goals.add(Goal.ratio(Metric.BYTES, 1.10, RAW));
        PEERS.keySet().forEach(peer -> goals.add(Goal.ratio(Metric.RATE, 1.0, peer)));
        return goals;
    }

    private static Row calling(String name, Load load, List<Goal> goals, OrderClient.Opening ours) {
        List<Contender> peers = new ArrayList<>();
        PEERS.forEach((peer, opening) -> peers.add(calling(peer, load, opening)));
        return new Row(name, calling(OURS, load, ours), calling(RAW, load, OkHttpRaw::open), peers, goals);
    }

    private static Contender calling(String name, Load load, OrderClient.Opening client) {
        return Contender.calling(FixedServer::open, name, address -> load.of(client.open(address)));
    }

    private static Row receiving(String name, int many, String type) {
        return new Row(
                name,
                receiving(OURS, many, type, OurServer::open),
                receiving(BARE, many, type, BareServer::open),
                List.of(),
                List.of(Goal.ratio(Metric.RATE, 0.90, BARE)));
    }

    private static Contender receiving(String name, int many, String type, Contender.Server server) {
        return Contender.serving(address -> LoadMaker.open(many, type, address), name, server);
    }
}
