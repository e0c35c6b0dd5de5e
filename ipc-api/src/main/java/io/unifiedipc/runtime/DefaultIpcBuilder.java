package io.unifiedipc.runtime;

import io.unifiedipc.Authorizer;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Extension;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.config.ConfigInputs;
import io.unifiedipc.config.ConfigLoader;
import io.unifiedipc.config.ConfigSource;
import io.unifiedipc.config.Explainer;
import io.unifiedipc.config.Providers;
import io.unifiedipc.config.ServiceOptions;
import io.unifiedipc.config.Settings;
import io.unifiedipc.spi.AuthenticatorProvider;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.CredentialsProvider;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.ForChannel;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.OutcomeStoreProvider;
import io.unifiedipc.spi.Platform;
import io.unifiedipc.spi.TransportProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers configuration and extensions, and puts an {@code Ipc} together from them. */
public final class DefaultIpcBuilder implements IpcBuilder {
    private final List<Extension> added = new ArrayList<>();
    private final Map<String, String> set = new LinkedHashMap<>();
    private @Nullable ConfigSource source;
    private boolean isolated;

    @Override
    public IpcBuilder file(Path yaml) {
        source = ConfigSource.read(yaml);
        return this;
    }

    @Override
    public IpcBuilder yaml(String text) {
        source = ConfigSource.inline(text);
        return this;
    }

    @Override
    public IpcBuilder set(String path, String value) {
        set.remove(path);
        set.put(path, value);
        return this;
    }

    @Override
    public IpcBuilder add(Extension extension) {
        added.add(extension);
        return this;
    }

    @Override
    public IpcBuilder isolated() {
        isolated = true;
        return this;
    }

    @Override
    public String describe() {
        return loader(transports(), codecs()).load(inputs()).description();
    }

    @Override
    public String explain(String channel, String from, String to) {
        return explainer().explain(inputs(), channel, from, to, null);
    }

    @Override
    public String explain(String channel, String from, String to, Class<?> contract) {
        return explainer().explain(inputs(), channel, from, to, Contracts.view(contract, channel));
    }

    @Override
    public Ipc build() {
        Map<String, TransportProvider> transports = transports();
        Map<String, Codec> codecs = codecs();
        Settings settings = loader(transports, codecs).load(inputs());
        String service = settings.service().get(ServiceOptions.SERVICE);
        Platform.Resources resources =
                platform().open(service, settings.service().get(ServiceOptions.WORKERS));
        Identity identity = new Identity(settings, credentials(), authenticators(), added(Authorizer.class));
        Logbook logbook = new Logbook(
                resources.clock(), resources.timers(), settings.service().get(ServiceOptions.LOG_EVERY));
        Pausing pausing = new Pausing(settings.channels().values());
        Observers observers = new Observers(observers(settings, pausing, resources.clock(), logbook), logbook);
        OutcomeStores stores = new OutcomeStores(settings, outcomeStores());
        Codecs known = new Codecs(codecs.values());
        IpcRuntime runtime = new IpcRuntime(service, resources, observers, logbook, identity, known, stores);
        Transports links = new Transports(settings, transports, runtime);
        Operations operations = new Operations();
        ChannelFactory factory = new ChannelFactory(
                service,
                known,
                operations,
                runtime,
                links,
                pausing,
                decorators().values(),
                added(ForChannel.class),
                new Budgets(service, settings.service().get(ServiceOptions.MAX_OUTSTANDING)));
        return new DefaultIpc(settings, runtime, links, factory, operations);
    }

    private List<Observer> observers(Settings settings, Pausing pausing, Clock clock, Logbook logbook) {
        List<Observer> all = new ArrayList<>(added(Observer.class));
        if (pausing.isAsked()) {
            all.add(pausing); // after the others, so that they hear of the cause before they hear of a pause
        }
        if (settings.service().get(ServiceOptions.LOG_CALLS)) {
            all.add(new CallLog(logbook, clock));
        }
        return all;
    }

    private Explainer explainer() {
        Map<String, TransportProvider> transports = transports();
        return new Explainer(loader(transports, codecs()), transports);
    }

    private ConfigLoader loader(Map<String, TransportProvider> transports, Map<String, Codec> codecs) {
        Providers providers = new Providers(
                transports.values(),
                decorators().values(),
                credentials().values(),
                authenticators().values(),
                outcomeStores().values(),
                codecs.keySet(),
                added(ForChannel.class),
                !added(Authorizer.class).isEmpty());
        return new ConfigLoader(
                providers, new ChannelSteps(transports, decorators().values()));
    }

    private ConfigInputs inputs() {
        Map<String, String> environment = isolated ? Map.of() : System.getenv();
        Map<String, String> properties = isolated ? Map.of() : text(System.getProperties());
        ConfigSource file =
                source != null || isolated ? source : ConfigSource.find(properties, environment, classPath());
        return new ConfigInputs(file, set, environment, properties);
    }

    private Map<String, TransportProvider> transports() {
        return byName(TransportProvider.class, TransportProvider::name);
    }

    private Map<String, DecoratorProvider> decorators() {
        return byName(DecoratorProvider.class, DecoratorProvider::name);
    }

    private Map<String, CredentialsProvider> credentials() {
        return byName(CredentialsProvider.class, CredentialsProvider::name);
    }

    private Map<String, AuthenticatorProvider> authenticators() {
        return byName(AuthenticatorProvider.class, AuthenticatorProvider::name);
    }

    private Map<String, OutcomeStoreProvider> outcomeStores() {
        return byName(OutcomeStoreProvider.class, OutcomeStoreProvider::name);
    }

    private Map<String, Codec> codecs() {
        return byName(Codec.class, Codec::name);
    }

    private Platform platform() {
        return added(Platform.class).stream().reduce(new Machine(), (first, last) -> last);
    }

    private <T extends Extension> List<T> added(Class<T> type) {
        return added.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What is on the class path, with what was added by hand in place of its namesakes. */
    private <T extends Extension> Map<String, T> byName(Class<T> type, Function<T, String> name) {
        Map<String, T> found = new LinkedHashMap<>();
        List<String> twice = new ArrayList<>();
        for (T each : ServiceLoader.load(type, classPath())) {
            T other = found.putIfAbsent(name.apply(each), each);
            if (other != null) {
                twice.add("two on the class path are called '" + name.apply(each) + "': "
                        + other.getClass().getName() + " and " + each.getClass().getName() + "; take one away");
            }
        }
        if (!twice.isEmpty()) {
            throw new ConfigurationException(twice);
        }
        added(type).forEach(each -> found.put(name.apply(each), each));
        return found;
    }

    private static ClassLoader classPath() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : DefaultIpcBuilder.class.getClassLoader();
    }

    private static Map<String, String> text(Properties properties) {
        Map<String, String> map = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
