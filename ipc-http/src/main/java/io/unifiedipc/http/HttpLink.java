package io.unifiedipc.http;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.call.Calling;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.http.receive.HttpIntake;
import io.unifiedipc.http.receive.Reception;
import io.unifiedipc.http.route.RouteBinding;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One channel over HTTP: its calling side, and its part of what the transport receives. */
final class HttpLink implements Link.ToGroups, Link.ToEndpoints {
    private final ChannelSpec channel;
    private final Calling calling;
    private final Reception reception;
    private final Context context;

    HttpLink(ChannelSpec channel, Calling calling, Reception reception, Context context) {
        this.channel = channel;
        this.calling = calling;
        this.reception = reception;
        this.context = context;
        reception.know(channel);
    }

    @Override
    public Set<String> groups() {
        return calling.groups();
    }

    @Override
    public List<String> endpoints(@Nullable String group) {
        return calling.endpoints(group);
    }

    @Override
    public void request(Call call) {
        calling.request(call);
    }

    @Override
    public void send(Call call) {
        calling.request(call);
    }

    @Override
    public void gather(Gather gather) {
        gather.fail(IpcException.of(
                Kind.UNSUPPORTED, Executed.NO, "'" + channel.name() + "' asks each group by a call of its own"));
    }

    @Override
    public @Nullable RouteBinding binding(OperationSpec operation, Codec codec) {
        Map<String, String> configured = channel.options().find(HttpOptions.ROUTES);
        String route = configured == null ? null : configured.get(operation.name());
        String text = route == null ? operation.route() : route;
        return text.isEmpty() || channel.kind() == ChannelKind.EVENTS
                ? null
                : RouteBinding.of(channel.name(), text, operation, codec);
    }

    @Override
    public Intake receive(ReceiveSpec spec, Receiver receiver) {
        List<RouteBinding> routes = new ArrayList<>();
        for (OperationSpec operation : spec.operations()) {
            RouteBinding route = binding(operation, spec.codec());
            if (route != null) {
                routes.add(route);
            }
        }
        return reception.receive(
                new HttpIntake(channel, spec, receiver, routes, context.authenticator(channel.name())));
    }

    @Override
    public CompletionStage<Void> close() {
        calling.close();
        reception.forget(channel);
        return CompletableFuture.completedFuture(null);
    }
}
