package io.unifiedipc.openapi;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/** Makes the sources of one contract. It writes nothing: {@link Output} does. */
final class Generator {
    /** As <a href="https://semver.org">semver.org</a> has it, without build metadata. */
    private static final Pattern VERSION =
            Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?");

    private static final Pattern ROUGH_VERSION = Pattern.compile("v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?.*");

    private final Settings settings;
    private final Notes notes = new Notes();

    private Generator(Settings settings) {
        this.settings = settings;
    }

    /**
     * What was made.
     *
     * @param files the sources
     * @param notes what the document says and the sources do not, each with its place
     */
    record Result(List<JavaFile> files, List<String> notes) {}

    static Result generate(Settings settings) {
        return new Generator(settings).run();
    }

    private Result run() {
        if (!SourceVersion.isName(settings.packageName())) {
            throw new DocumentException(
                    "'" + settings.packageName() + "' can't be a package: set <packageName> to one");
        }
        Document document = DocumentReader.read(settings.document(), notes);
        Names names = new Names();
        ClassName contract = ClassName.get(settings.packageName(), names.type(title(document.api())));
        Types types = new Types(document, settings.packageName(), names, notes);
        types.declareComponents();
        TypeSpec.Builder type = TypeSpec.interfaceBuilder(contract)
                .addModifiers(Modifier.PUBLIC)
                .addAnnotation(Generated.NULL_MARKED)
                .addAnnotation(AnnotationSpec.builder(ClassName.get("io.unifiedipc", "Contract"))
                        .addMember("channel", "$S", settings.channel())
                        .addMember("version", "$S", version(document.api()))
                        .build())
                .addJavadoc("$L", about(document.api()))
                .addMethods(new Operations(document, types, notes).all());
        notKept(document.api());
        List<TypeSpec> all = new ArrayList<>(types.declared);
        all.add(type.build());
        return new Result(all.stream().map(this::file).toList(), notes.all());
    }

    private JavaFile file(TypeSpec type) {
        return JavaFile.builder(settings.packageName(), type)
                .addFileComment("$L", Output.MARK)
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
    }

    private String title(OpenAPI api) {
        if (settings.contract() != null) {
            if (!SourceVersion.isIdentifier(settings.contract()) || SourceVersion.isKeyword(settings.contract())) {
                throw new DocumentException(
                        "'" + settings.contract() + "' can't be an interface: set <contract> to a Java name");
            }
            return settings.contract();
        }
        Info info = api.getInfo();
        return info == null || info.getTitle() == null ? "Api" : info.getTitle();
    }

    private String version(OpenAPI api) {
        String version = settings.version();
        if (version != null) {
            if (!VERSION.matcher(version).matches()) {
                throw new DocumentException(
                        "'" + version + "' is no semantic version: set <version> to one such as 1.0.0");
            }
            return version;
        }
        String own = api.getInfo() == null ? null : api.getInfo().getVersion();
        if (own != null && VERSION.matcher(own).matches()) {
            return own;
        }
        Matcher rough = ROUGH_VERSION.matcher(Objects.requireNonNullElse(own, ""));
        String made = rough.matches() ? part(rough, 1) + "." + part(rough, 2) + "." + part(rough, 3) : "1.0.0";
        notes.add(
                Place.ROOT.at("info", "version"),
                "'" + own + "' is no semantic version: the contract has " + made + "; set <version> for another");
        return made;
    }

    private static String part(Matcher version, int group) {
        return version.group(group) == null ? "0" : Integer.toString(Integer.parseInt(version.group(group)));
    }

    private static String about(OpenAPI api) {
        Info info = api.getInfo();
        String text = info == null ? null : info.getDescription() == null ? info.getTitle() : info.getDescription();
        StringBuilder about = new StringBuilder(Texts.javadoc(text));
        if (api.getServers() != null) {
            api.getServers().stream()
                    .map(server -> Texts.line(server.getUrl()))
                    .filter(url -> !url.equals("/") && !url.isEmpty())
                    .forEach(url -> about.append("\n\n<p>Address: ").append(url));
        }
        return about.toString();
    }

    private void notKept(OpenAPI api) {
        if (api.getComponents() != null && api.getComponents().getSecuritySchemes() != null) {
            notes.add(
                    Place.ROOT.at("components", "securitySchemes"),
                    "credentials are no part of a contract: configure them on the channel");
        }
        if (api.getWebhooks() != null && !api.getWebhooks().isEmpty()) {
            notes.add(Place.ROOT.at("webhooks"), "webhooks are left out: receive them on a channel of your own");
        }
    }
}
