package io.unifiedipc.kafka.topic;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Brokers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/** What the brokers are to know of a group before its first member joins. Any thread; nothing waits. */
final class GroupSettings {
    private final Brokers brokers;
    private final String group;
    private final Map<String, String> wanted;
    private final ConfigResource resource;

    GroupSettings(Brokers brokers, String group, Map<String, String> wanted) {
        this.brokers = brokers;
        this.group = group;
        this.wanted = Map.copyOf(wanted);
        resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    }

    /**
     * Makes it so, where creating is allowed; where it is not, an operator has done that or accepts what the broker does by itself.
     * What a broker is too old for is left out then, as it would take none of it. Fails as the driver does.
     *
     * @return what is wrong although that was done; null where nothing is
     */
    CompletionStage<@Nullable IpcException> set() {
        if (!brokers.mayCreate()) {
            return CompletableFuture.completedFuture(null);
        }
        return set(name -> true)
                .<@Nullable IpcException>thenApply(done -> null)
                .exceptionallyCompose(failure -> Brokers.cause(failure) instanceof InvalidConfigurationException
                        ? config().thenCompose(config ->
                                set(name -> config.get(name) != null).thenApply(done -> unknown(config)))
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<Void> set(Predicate<String> known) {
        List<AlterConfigOp> all = wanted.entrySet().stream()
                .filter(each -> known.test(each.getKey()))
                .map(each ->
                        new AlterConfigOp(new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        return brokers.ask(
                with -> with.incrementalAlterConfigs(Map.of(resource, all)).all());
    }

    /** What of it is not so; null where nothing is. */
    CompletionStage<@Nullable IpcException> problem() {
        return config().handle((config, failure) ->
                failure == null ? unset(config) : brokers.typed(failure, "group '" + group + "'"));
    }

    private CompletionStage<Config> config() {
        return brokers.ask(with -> with.describeConfigs(
                        List.of(resource), new DescribeConfigsOptions().timeoutMs(Brokers.LOOK_MILLIS))
                .values()
                .get(resource));
    }

    private @Nullable IpcException unset(Config config) {
        List<String> missing = wanted.entrySet().stream()
                .filter(each -> {
                    ConfigEntry its = config.get(each.getKey());
                    return its != null && !each.getValue().equals(its.value());
                })
                .map(each -> each.getKey() + "=" + each.getValue())
                .sorted()
                .toList();
        return missing.isEmpty()
                ? unknown(config)
                : IpcException.of(
                        Kind.MISCONFIGURED,
                        Executed.NO,
                        "group '" + group
                                + "' is not set up as a queue needs it: messages from before it may not be seen, and those"
                                + " that a broker gives up may be lost: set " + String.join(",", missing)
                                + " (kafka-configs --entity-type groups --alter), or let this side do that with"
                                + " transports.kafka.create: true");
    }

    /** What of it the brokers do not know. */
    private @Nullable IpcException unknown(Config config) {
        List<String> unknown = wanted.keySet().stream()
                .filter(each -> config.get(each) == null)
                .sorted()
                .toList();
        return unknown.isEmpty()
                ? null
                : IpcException.of(
                        Kind.MISCONFIGURED,
                        Executed.NO,
                        "group '" + group
                                + "': what no receiver ever ends is lost after as many deliveries as the brokers say"
                                + " (group.share.delivery.count.limit), since they are older than 4.4 and do not know "
                                + String.join(", ", unknown) + ": upgrade them, or say mode: log");
    }
}
