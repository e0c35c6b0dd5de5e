package io.unifiedipc.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the public documents don't have: each in a small one of ours. */
class GeneratorTest {
    private static final String HEAD = """
            openapi: 3.0.3
            info: {title: Things, version: "1.2"}
            """;

    @TempDir
    Path folder;

    private Made made(String yaml) throws Exception {
        return Made.ofText(HEAD + yaml, folder).compiled(folder.resolve("classes"));
    }

    @Test
    void namesAreLegalAndEachOnce() throws Exception {
        Made made = made("""
                paths:
                  /class/{int}:
                    get:
                      parameters: [{name: int, in: path, required: true, schema: {type: string}}]
                      responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/order'}}}}}
                  /a:
                    post: {operationId: "do it", responses: {'204': {description: x}}}
                    put: {operationId: do-it, responses: {'204': {description: x}}}
                components:
                  schemas:
                    order: {type: object, properties: {petId: {type: string}, pet_id: {type: string}, class: {type: string}, 2nd: {type: string}, toString: {type: string}, "": {type: string}}}
                    Order: {type: object, properties: {a: {type: string}}}
                    String: {type: object, properties: {a: {type: string}}}
                    List: {type: object, properties: {a: {type: array, items: {$ref: '#/components/schemas/List'}}}}
                    Nullable: {type: object, properties: {a: {$ref: '#/components/schemas/Nullable'}}}
                    200 OK: {type: object, properties: {a: {type: string}}}
                    Grüße: {type: string, enum: ["", "+1", "-1", "1", a-b, a_b, "日本"]}
                """);
        assertThat(made.types())
                .contains("Order", "Order2", "StringValue", "List", "Nullable", "_200OK", "GruE", "Things");
        assertThat(made.source("Things")).contains("Order getClassInt(String int_)", "void doIt();", "void doIt2();");
        assertThat(made.source("Order"))
                .contains("@JsonProperty(\"pet_id\") @Nullable String petId2", "String class_", "String _2nd");
    }

    @Test
    void wordsOfTheDocumentStayWords() throws Exception {
        Made made = made("""
                paths:
                  /a:
                    get:
                      operationId: "x() throws Exception; static { System.exit(1); } void y"
                      summary: "*/ class Evil {} /* $T $L {@code } \\\\u002a/ @deprecated <script>"
                      description: "a\\u202eb"
                      parameters:
                        - {name: 'q"+evil()+"', in: query, schema: {type: string}}
                        - {name: '\\u0022', in: query, schema: {type: string}}
                      responses: {'200': {description: "*/", content: {application/json: {schema: {$ref: '#/components/schemas/..~1..~1Evil'}}}}}
                components:
                  schemas:
                    ../../Evil: {type: object, description: '*/ $S \\u002a/', properties: {'a"); evil(': {type: string, description: '*/'}}}
                    E: {type: string, enum: ['"', "a\\nb", '*/', 'A("x") { }']}
                """);
        assertThat(made.types())
                .containsExactlyInAnyOrder("Evil", "E", "XThrowsExceptionStaticSystemExit1VoidY", "Things");
        assertThat(made.source("Things"))
                .doesNotContain("class Evil {}\n")
                .doesNotContain("\u202e")
                .contains("&#42;/ class Evil");
        Output.write(folder.resolve("out"), "made", made.result().files());
        assertThat(folder.resolve("out/made/Evil.java")).exists();
    }

    @Test
    void schemasBecomeTypes() throws Exception {
        Made made = made("""
                paths:
                  /a: {post: {operationId: add, requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Whole'}}}}, responses: {'201': {description: x, headers: {Location: {schema: {type: string}}}}}}}
                components:
                  schemas:
                    Base: {type: object, required: [id], properties: {id: {type: string, format: uuid}}}
                    Whole:
                      allOf:
                        - $ref: '#/components/schemas/Base'
                        - type: object
                          required: [at, n, must, ro]
                          properties:
                            at: {type: string, format: date-time}
                            day: {type: string, format: date}
                            n: {type: integer, format: int32}
                            must: {type: string, nullable: true}
                            ro: {type: integer, readOnly: true}
                            price: {type: number}
                            bytes: {type: string, format: byte}
                            inner: {type: object, properties: {x: {type: boolean}}}
                            list: {type: array, items: {type: object, properties: {y: {type: string}}}}
                            map: {type: object, additionalProperties: {type: integer, format: int64}}
                            any: {}
                            either: {oneOf: [{type: string}, {type: integer}]}
                            base: {nullable: true, allOf: [{$ref: '#/components/schemas/Base'}]}
                            self: {$ref: '#/components/schemas/Whole'}
                            kind: {type: string, enum: [big]}
                """);
        assertThat(made.source("Whole"))
                .contains(
                        "UUID id",
                        "OffsetDateTime at",
                        "@Nullable LocalDate day",
                        "int n",
                        "@Nullable String must",
                        "@Nullable Long ro",
                        "@Nullable BigDecimal price",
                        "byte @Nullable [] bytes",
                        "@Nullable WholeInner inner",
                        "@Nullable List<WholeListItem> list",
                        "@Nullable Map<String, Long> map",
                        "@Nullable Object any",
                        "@Nullable Object either",
                        "@Nullable Base base",
                        "@Nullable Whole self",
                        "@Nullable WholeKind kind");
        assertThat(made.notes())
                .contains(
                        "#/components/schemas/Whole/properties/either: oneOf, anyOf or several types: any JSON value (Object)",
                        "#/info/version: '1.2' is no semantic version: the contract has 1.2.0; set <version> for another");
        assertThat(made.source("Things")).contains("route = \"POST /a -> 201\"", "void add(Whole whole);");
    }

    @Test
    void nullIsReadAsOpenApi31SaysIt() throws Exception {
        Made made = Made.ofText("""
                        openapi: 3.1.0
                        info: {title: Things, version: 1.0.0}
                        paths: {}
                        components:
                          schemas:
                            A:
                              type: object
                              required: [a, b, c, d]
                              properties:
                                a: {type: [string, "null"]}
                                b: {anyOf: [{$ref: '#/components/schemas/B'}, {type: "null"}]}
                                c: {type: [string, integer]}
                                d: {const: fixed}
                            B: {type: object, properties: {x: {type: integer}}}
                        """, folder).compiled(folder.resolve("classes"));
        assertThat(made.source("A")).contains("@Nullable String a", "@Nullable B b", "Object c", "AD d");
    }

    @Test
    void parametersFindTheirPlace() throws Exception {
        Made made = made("""
                paths:
                  /a/{id}/{free}:
                    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
                    put:
                      operationId: change
                      parameters:
                        - {name: id, in: query, schema: {type: string}}
                        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
                        - {name: more, in: query, explode: false, schema: {type: array, items: {type: string}}}
                        - {name: deep, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
                        - {name: X-Tenant, in: header, required: true, schema: {type: string}}
                        - {name: Authorization, in: header, required: true, schema: {type: string}}
                        - {name: Vary, in: header, schema: {type: string}}
                        - {name: session, in: cookie, required: true, schema: {type: string}}
                      requestBody: {required: true, content: {application/merge-patch+json: {schema: {type: object, properties: {a: {type: string}}}}}}
                      callbacks: {onIt: {'{$request.body#/a}': {post: {responses: {'200': {description: x}}}}}}
                      responses: {'204': {description: x}}
                """);
        assertThat(made.source("Things"))
                .contains(
                        "route = \"PUT /a/{id2}/{free}{?id,tags*,more} X-Tenant={xTenant} body={body} as application/merge-patch+json\"");
        assertThat(made.notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("#/paths/~1a~1{id}~1{free}/put/parameters/")
                        .contains("'deep'"))
                .anySatisfy(note -> assertThat(note).contains("'Authorization'").contains("credentials"))
                .anySatisfy(note ->
                        assertThat(note).contains("cookie parameter 'session'").endsWith("The service requires it"))
                .anySatisfy(note -> assertThat(note).contains("/put/callbacks: "))
                .anySatisfy(note -> assertThat(note).contains("'{free}'"));
    }

    @Test
    void formsPagesAndRefusals() throws Exception {
        Made made = made("""
                paths:
                  /login: {post: {operationId: login, requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, required: [user], properties: {user: {type: string}}}}}}, responses: {'200': {description: x, content: {text/plain: {schema: {type: string}}}}}}}
                  /files/{id}: {post: {operationId: upload, parameters: [{name: id, in: path, required: true, schema: {type: string}}], requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {id: {type: string}, one: {type: string, format: binary}, all: {type: array, items: {type: string, format: binary}}}}}}}, responses: {'204': {description: x}}}}
                  /raw: {put: {operationId: raw, requestBody: {content: {application/octet-stream: {schema: {type: string, format: binary}}}}, responses: {'204': {description: x}}}}
                  /a:
                    get:
                      operationId: list
                      parameters: [{name: page, in: query, schema: {type: integer, format: int32}}]
                      responses:
                        '200': {description: x, headers: {Link: {schema: {type: string}}}, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}}}
                        '409': {description: taken, content: {application/problem+json: {schema: {$ref: '#/components/schemas/Problem'}}}}
                        '403': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
                        default: {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
                components:
                  schemas:
                    Thing: {type: object, properties: {a: {type: string}}}
                    Problem: {type: object, properties: {message: {type: string}, getMessage: {type: string}, left: {type: integer}}}
                """);
        assertThat(made.source("Things"))
                .contains("route = \"POST /login as form\"", "byte[] login(Login login);")
                .contains("route = \"POST /files/{id2} as multipart\"")
                .contains("route = \"PUT /raw body={body} as application/octet-stream\"")
                .contains("Page<Thing, ")
                .contains("throws ConflictProblem;");
        assertThat(made.source("Upload"))
                .contains("String id2", "@Nullable Attachment one", "@Nullable List<Attachment> all");
        assertThat(made.source("ConflictProblem"))
                .contains("status = 409", "super(message);", "public @Nullable Long left()");
        assertThat(made.notes()).anySatisfy(note -> assertThat(note).contains("no field 'getMessage'"));
        assertThat(made.types()).doesNotContain("ForbiddenProblem");
    }

    @Test
    void whatCannotBeReadSaysWhereAndWhatToDo() throws Exception {
        assertThatThrownBy(() -> Made.of(folder.resolve("none.yaml")))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("none.yaml is not there: set <document>");
        assertThatThrownBy(() -> made("paths:\n  /a: [\n"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("api.yaml, line ");
        assertThatThrownBy(() -> Made.ofText("swagger: '2.0'\ninfo: {title: a, version: '1'}\npaths: {}\n", folder))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("Swagger 2 must be converted");
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(folder.resolve("secret.yaml"), "a: 1");
        for (String ref :
                new String[] {"http://127.0.0.1:1/a.yaml#/x", "../secret.yaml", "/etc/passwd", "file:///etc/passwd"}) {
            assertThatThrownBy(() -> Made.ofText(HEAD + "paths:\n  /a: {$ref: '" + ref + "'}\n", inner))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("line 4")
                    .hasMessageContaining("Put a copy there");
        }
    }

    @Test
    void nothingIsFetchedByADetour() throws Exception {
        assertThatThrownBy(() -> made("x-a: &a http://127.0.0.1:1/a.yaml\npaths:\n  /a: {$ref: *a}\n"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("refers to '*a'");
        assertThatThrownBy(() -> made("""
                                paths: {}
                                components: {schemas: {A: {type: object, discriminator: {propertyName: a, mapping: {b: 'http://127.0.0.1:1/a.yaml'}}}}}
                                """))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("line 4");
    }

    @Test
    void readsFilesBesideTheDocument() throws Exception {
        Files.writeString(folder.resolve("types.yaml"), "Thing: {type: object, properties: {a: {type: string}}}\n");
        Made made = made("""
                paths:
                  /a: {get: {operationId: get, responses: {'200': {description: x, content: {application/json: {schema: {$ref: 'types.yaml#/Thing'}}}}}}}
                """);
        assertThat(made.source("Things")).contains("Thing get();");
    }

    @Test
    void removesWhatItNoLongerMakesAndNothingElse() throws Exception {
        Path out = folder.resolve("out");
        Path own = Files.createDirectories(out.resolve("made")).resolve("Own.java");
        Files.writeString(own, "package made; class Own {}");
        String thing = "paths: {}\ncomponents: {schemas: {%s: {type: object, properties: {a: {type: string}}}}}\n";
        Output.write(out, "made", made(thing.formatted("Old")).result().files());
        Output.write(out, "made", made(thing.formatted("New")).result().files());
        assertThat(out.resolve("made/Old.java")).doesNotExist();
        assertThat(out.resolve("made/New.java")).exists();
        assertThat(own).exists();
    }
}
