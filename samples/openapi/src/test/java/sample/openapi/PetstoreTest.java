package sample.openapi;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.unifiedipc.Attachment;
import io.unifiedipc.Ipc;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sample.openapi.petstore.ApiResponse;
import sample.openapi.petstore.DeletePet;
import sample.openapi.petstore.FindPetsByStatus;
import sample.openapi.petstore.FindPetsByStatusStatusItem;
import sample.openapi.petstore.Pet;
import sample.openapi.petstore.PetStatus;
import sample.openapi.petstore.Petstore;
import sample.openapi.petstore.Tag;
import sample.openapi.petstore.UpdatePetWithForm;
import sample.openapi.petstore.UploadFile;

/** The contract that the build made of the Petstore's document, called; a stub answers as the document says. */
class PetstoreTest {
    @RegisterExtension
    final WireMockExtension service = WireMockExtension.newInstance()
            .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
            .build();

    private Ipc ipc;
    private Petstore petstore;

    @BeforeEach
    void open() {
        ipc = Ipc.builder()
                .isolated()
                .set("service", "shop")
                .set("channels.petstore.transport", "http")
                .set("channels.petstore.timeout", "20s")
                .set("channels.petstore.http.address", "http://127.0.0.1:" + service.getPort() + "/v2")
                .build();
        petstore = ipc.client(Petstore.class);
    }

    @AfterEach
    void close() {
        ipc.close();
    }

    @Test
    void getsByPathAndQuery() {
        String pet =
                "{\"id\": 7, \"name\": \"Rex\", \"photoUrls\": [], \"status\": \"sold\", \"tags\": [{\"id\": 1}], \"new\": 1}";
        service.stubFor(get(urlEqualTo("/v2/pet/7")).willReturn(okJson(pet)));
        service.stubFor(
                get(urlEqualTo("/v2/pet/findByStatus?status=available,sold")).willReturn(okJson("[" + pet + "]")));
        Pet rex = new Pet(7L, null, "Rex", List.of(), List.of(new Tag(1L, null)), PetStatus.SOLD);
        assertThat(petstore.getPetById(7L)).isEqualTo(rex);
        assertThat(petstore.findPetsByStatus(new FindPetsByStatus(
                        List.of(FindPetsByStatusStatusItem.AVAILABLE, FindPetsByStatusStatusItem.SOLD))))
                .containsExactly(rex);
    }

    @Test
    void postsJson() {
        service.stubFor(post("/v2/pet")
                .withRequestBody(
                        equalToJson("{\"name\": \"Rex\", \"photoUrls\": [\"a\"], \"status\": \"pending\"}", true, true))
                .willReturn(created()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"id\": 8, \"name\": \"Rex\", \"photoUrls\": [\"a\"]}")));
        Pet added = petstore.addPet(new Pet(null, null, "Rex", List.of("a"), null, PetStatus.PENDING));
        assertThat(added.id()).isEqualTo(8L);
    }

    @Test
    void sendsFormsFilesAndHeaders() {
        byte[] photo = "not a photo".getBytes(StandardCharsets.UTF_8);
        service.stubFor(post("/v2/pet/7").willReturn(noContent()));
        service.stubFor(post("/v2/pet/7/uploadImage").willReturn(okJson("{\"code\": 1, \"message\": \"thanks\"}")));
        service.stubFor(delete("/v2/pet/7").willReturn(noContent()));

        petstore.updatePetWithForm(new UpdatePetWithForm(7, "Max & Moritz", null));
        ApiResponse said =
                petstore.uploadFile(new UploadFile(7, "front", new Attachment("rex.png", "image/png", photo)));
        petstore.deletePet(new DeletePet(7, "key"));

        assertThat(said.message()).isEqualTo("thanks");
        service.verify(postRequestedFor(urlEqualTo("/v2/pet/7")).withFormParam("name", equalTo("Max & Moritz")));
        service.verify(postRequestedFor(urlEqualTo("/v2/pet/7/uploadImage"))
                .withRequestBodyPart(aMultipart("file")
                        .withFileName("rex.png")
                        .withBody(binaryEqualTo(photo))
                        .build()));
        service.verify(deleteRequestedFor(urlEqualTo("/v2/pet/7")).withHeader("api_key", equalTo("key")));
    }
}
