package io.unifiedipc.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are not ours, as the OpenAPI Generator project (Apache-2.0) collected them. */
class PublicDocumentsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3_0/petstore.yaml",
                "3_0/petstore.json",
                "3_1/petstore.yaml",
                "3_0/petstore-with-fake-endpoints-models-for-testing.yaml",
                "3_0/unit_test_spec/3_0_3_unit_test_spec.yaml",
                "3_0/opendota.json"
            })
    void compilesAndItsRoutesAreGood(String document) throws Exception {
        Made made = Made.ofPublic(document, folder).compiled(folder.resolve("classes"));
        assertThat(made.types()).hasSizeGreaterThan(5).doesNotHaveDuplicates();
        assertThat(Made.ofPublic(document, folder).result().files())
                .isEqualTo(made.result().files());
    }

    @Test
    void readsAsWrittenByHand() throws Exception {
        Made made = Made.ofPublic("3_0/petstore.yaml", folder);
        assertThat(made.source("OpenAPIPetstore"))
                .contains("route = \"GET /pet/findByStatus{?status}\"")
                .contains("Pet getPetById(Long petId);")
                .contains("Pet addPet(Pet pet);")
                .contains("route = \"POST /pet/{petId}/uploadImage as multipart\"")
                .contains("route = \"DELETE /pet/{petId} api_key={apiKey}\"")
                .contains("Map<String, Integer> getInventory();");
        assertThat(made.source("UploadFile")).contains("long petId").contains("@Nullable Attachment file");
        assertThat(made.source("PetStatus")).contains("@JsonProperty(\"available\")\n    AVAILABLE");
        assertThat(made.notes())
                .contains(
                        "#/components/securitySchemes: credentials are no part of a contract: configure them on the channel");
    }
}
