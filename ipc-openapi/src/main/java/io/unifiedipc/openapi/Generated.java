package io.unifiedipc.openapi;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The kinds of Java types that are generated. */
final class Generated {
    static final ClassName ATTACHMENT = ClassName.get("io.unifiedipc", "Attachment");
    static final ClassName PAGE = ClassName.get("io.unifiedipc", "Page");
    static final AnnotationSpec NULLABLE = AnnotationSpec.builder(ClassName.get("org.jspecify.annotations", "Nullable"))
            .build();
    static final ClassName NULL_MARKED = ClassName.get("org.jspecify.annotations", "NullMarked");
    private static final ClassName JSON_PROPERTY = ClassName.get("com.fasterxml.jackson.annotation", "JsonProperty");

    private Generated() {}

    static TypeSpec record(ClassName name, String about, List<Field> fields) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        TypeSpec.Builder type = TypeSpec.recordBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .addAnnotation(NULL_MARKED)
                .addJavadoc(javadoc(about));
        Names names = new Names();
        String gap = about.isEmpty() ? "" : "\n\n";
        for (Field field : fields) {
            String java = names.member(field.json());
            ParameterSpec.Builder component = ParameterSpec.builder(field.declared(), java);
            if (!java.equals(field.json())) {
                component.addAnnotation(json(field.json()));
            }
            components.addParameter(component.build());
            if (!field.about().isEmpty()) {
                type.addJavadoc("$L@param $L $L", gap, java, field.about());
                gap = "\n";
            }
        }
        return type.recordConstructor(components.build()).build();
    }

    static TypeSpec enumeration(ClassName name, String about, List<String> values) {
        TypeSpec.Builder type =
                TypeSpec.enumBuilder(name).addModifiers(Modifier.PUBLIC).addJavadoc(javadoc(about));
        Names names = new Names();
        for (String value : values) {
            String java = names.constant(value);
            TypeSpec.Builder constant = TypeSpec.anonymousClassBuilder("");
            if (!java.equals(value)) {
                constant.addAnnotation(json(value));
            }
            type.addEnumConstant(java, constant.build());
        }
        return type.build();
    }

    /** Text as it is; no comment at all where there is none. */
    static CodeBlock javadoc(String text) {
        return text.isEmpty() ? CodeBlock.builder().build() : CodeBlock.of("$L", text);
    }

    private static AnnotationSpec json(String name) {
        return AnnotationSpec.builder(JSON_PROPERTY)
                .addMember("value", "$S", name)
                .build();
    }
}
