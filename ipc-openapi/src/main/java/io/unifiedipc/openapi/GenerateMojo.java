package io.unifiedipc.openapi;

import java.io.File;
import java.io.IOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Makes a contract, with its payloads and refusals, from an OpenAPI 3.0 or 3.1 document. What the document says and a contract
 * can't is warned about, with its place. It reads files only; nothing is fetched.
 *
 * <p>Two executions need two packages: a run removes what an earlier one made in its package and it does not make any more.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {
    /** The document, YAML or JSON. References to other files lead to files beside it or below. */
    @Parameter(required = true)
    private @Nullable File document;

    /** The package of all that is generated. */
    @Parameter(required = true)
    private @Nullable String packageName;

    /** The channel of the contract, as the configuration names it. */
    @Parameter(required = true)
    private @Nullable String channel;

    /** The name of the interface; without it, the document's title. */
    @Parameter
    private @Nullable String contract;

    /** The contract's semantic version; without it, the document's own. */
    @Parameter
    private @Nullable String version;

    /** Where the sources go; it is compiled with the project's own. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/ipc-openapi")
    private @Nullable File outputDirectory;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    /** Made by Maven, which fills the parameters. */
    public GenerateMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        File output = given(outputDirectory, "outputDirectory");
        String name = given(packageName, "packageName");
        try {
            Generator.Result result = Generator.generate(new Settings(
                    given(document, "document").toPath(), name, given(channel, "channel"), contract, version));
            result.notes().forEach(note -> getLog().warn(note));
            Output.write(output.toPath(), name, result.files());
            getLog().info(result.files().size() + " types from " + document);
        } catch (DocumentException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException("can't write to " + output + ": " + e, e);
        }
        given(project, "project").addCompileSourceRoot(output.getPath());
    }

    private static <T> T given(@Nullable T value, String name) throws MojoExecutionException {
        if (value == null) {
            throw new MojoExecutionException("set <" + name + ">");
        }
        return value;
    }
}
