package dev.dpg.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dpg.gateway.codec.SchemaSource.Reference;
import dev.dpg.gateway.codec.SchemaSource.RegisteredSchema;
import dev.dpg.gateway.product.PayloadFormat;
import dev.dpg.gateway.registry.RegistryFailure.Kind;
import dev.dpg.gateway.registry.RegistrySettings.Login;
import dev.dpg.gateway.registry.RegistrySettings.Tls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RegistryClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ScriptedRegistry server = new ScriptedRegistry();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void aSchemaIsAvroWhereNothingElseIsSaid() {
        server.schema(7, "\"long\"");

        assertThat(found(client().byId(7)))
                .contains(new RegisteredSchema(7, PayloadFormat.AVRO, "\"long\"", List.of()));
    }

    @Test
    void theNewestSchemaOfASubjectComesWithItsNumber() {
        server.on("/subjects/sales%20orders%2F%C3%A9-value/versions/latest", 200, """
                {"subject":"x","version":3,"id":41,"guid":{"new":[1]},"schemaType":"JSON","schema":"{}","references":null}
                """);

        assertThat(found(client().latest("sales orders/é-value")))
                .contains(new RegisteredSchema(41, PayloadFormat.JSON, "{}", List.of()));
    }

    @Test
    void whatASchemaNamesComesWithItEachBeforeTheOnesThatNeedIt() {
        server.on("/schemas/ids/1", 200, """
                {"schemaType":"PROTOBUF","schema":"top","references":[
                  {"name":"left.proto","subject":"left","version":1},{"name":"right.proto","subject":"right","version":2}]}
                """);
        server.on("/subjects/left/versions/1", 200, """
                {"schema":"left text","references":[{"name":"base.proto","subject":"base","version":1}]}
                """);
        server.on("/subjects/right/versions/2", 200, """
                {"schema":"right text","references":[{"name":"base.proto","subject":"base","version":1}]}
                """);
        server.on("/subjects/base/versions/1", 200, "{\"schema\":\"base text\"}");

        assertThat(found(client().byId(1)).orElseThrow().references())
                .containsExactly(
                        new Reference("base.proto", "base text"),
                        new Reference("left.proto", "left text"),
                        new Reference("right.proto", "right text"));
    }

    @Test
    void whatIsNotThereIsNotThere() {
        server.on("/subjects/a/versions/latest", 404, "{\"error_code\":40401,\"message\":\"Subject 'a' not found.\"}");

        assertThat(found(client().byId(9))).isEmpty();
        assertThat(found(client().latest("a"))).isEmpty();
    }

    @Test
    void aPageThatIsNotFoundIsNoAnswerOfARegistry() {
        server.on("/schemas/ids/1", 404, "<html>not found</html>");
        server.on("/schemas/ids/2", 404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");

        assertThat(failure(client().byId(1)).kind()).isEqualTo(Kind.NO_ANSWER);
        assertThat(failure(client().byId(2)))
                .hasMessage("it answers HTTP 404; check url")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NO_ANSWER));
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.on("/schemas/ids/1", exchange -> {
            exchange.getResponseHeaders().add("Location", server.url() + "/elsewhere");
            ScriptedRegistry.answer(exchange, 302, "");
        });
        server.on("/elsewhere", 200, "{\"schema\":\"{}\"}");

        assertThat(failure(client().byId(1))).hasMessageContaining("redirects are not followed");
        assertThat(server.paths()).containsExactly("/schemas/ids/1");
    }

    @Test
    void errorsAreNoAnswers() {
        server.on("/schemas/ids/1", 500, "{\"error_code\":50001,\"message\":\"secret inside\"}");
        server.on("/schemas/ids/2", 401, "");
        server.on("/schemas/ids/3", 429, "");

        assertThat(failure(client().byId(1))).hasMessage("it answers HTTP 500");
        assertThat(failure(client().byId(2))).hasMessage("it answers HTTP 401; check user and password, or token");
        assertThat(failure(client().byId(3)).kind()).isEqualTo(Kind.NO_ANSWER);
    }

    @Test
    void aQuestionThatIsRefusedSaysNothingOfTheRegistry() {
        server.on("/schemas/ids/1", 422, "{\"error_code\":422}").on("/schemas/ids/2", 400, "");

        assertThat(failure(client().byId(1)).kind()).isEqualTo(Kind.UNUSABLE);
        assertThat(failure(client().byId(2)).kind()).isEqualTo(Kind.UNUSABLE);
    }

    @Test
    void whatIsNoAnswerOfARegistryIsNotTakenForOne() {
        for (String body : List.of("", "nonsense", "[]", "\"schema\"", "{", "{\"schema\":", "{\"schema\":5}", "{}")) {
            server.on("/schemas/ids/1", 200, body);
            assertThat(failure(client().byId(1)).kind()).as(body).isEqualTo(Kind.NO_ANSWER);
        }
    }

    @Test
    void aKindOfSchemaThatNobodyKnowsIsOfNoUse() {
        server.on("/schemas/ids/1", 200, "{\"schemaType\":\"XML\",\"schema\":\"<a/>\"}");

        assertThat(failure(client().byId(1)).kind()).isEqualTo(Kind.UNUSABLE);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotReadToItsEnd() {
        server.on("/schemas/ids/1", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] blanks = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            // Without an end: only who hangs up gets away.
            while (true) {
                exchange.getResponseBody().write(blanks);
            }
        });

        RegistryFailure failure = failure(client().byId(1));
        assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE);
        assertThat(failure).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void aSchemaOfTheLargestSizeIsTaken() {
        String text = "x".repeat(1_000_000);
        server.schema(1, text);

        assertThat(found(client().byId(1)).orElseThrow().text()).isEqualTo(text);
    }

    @Test
    void whatASchemaNamesIsBoundedInSizeTogether() {
        String half = "x".repeat(600_000);
        server.on(
                "/schemas/ids/1",
                200,
                "{\"schema\":\"" + half + "\",\"references\":[" + "{\"name\":\"a\",\"subject\":\"a\",\"version\":1}]}");
        server.on("/subjects/a/versions/1", 200, "{\"schema\":\"" + half + "\"}");

        assertThat(failure(client().byId(1)).kind()).isEqualTo(Kind.UNUSABLE);
    }

    @Test
    void schemasThatNameEachOtherOrTooManyAreOfNoUse() {
        server.on("/schemas/ids/1", 200, """
                {"schema":"a","references":[{"name":"b","subject":"b","version":1}]}
                """);
        server.on("/subjects/b/versions/1", 200, """
                {"schema":"b","references":[{"name":"b","subject":"b","version":1}]}
                """);
        assertThat(found(client().byId(1)).orElseThrow().references()).containsExactly(new Reference("b", "b"));

        String many = IntStream.rangeClosed(1, RegistryClient.REFERENCES_MAX + 1)
                .mapToObj(i -> "{\"name\":\"n" + i + "\",\"subject\":\"b\",\"version\":" + i + "}")
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
        IntStream.rangeClosed(1, RegistryClient.REFERENCES_MAX + 1)
                .forEach(i -> server.on("/subjects/b/versions/" + i, 200, "{\"schema\":\"x\"}"));
        server.on("/schemas/ids/2", 200, "{\"schema\":\"a\",\"references\":[" + many + "]}");
        assertThat(failure(client().byId(2)).kind()).isEqualTo(Kind.UNUSABLE);
    }

    @Test
    void aSchemaThatNamesOneThatIsNotThereIsOfNoUse() {
        server.on("/schemas/ids/1", 200, """
                {"schema":"a","references":[{"name":"b","subject":"b","version":1}]}
                """);

        assertThat(failure(client().byId(1)).kind()).isEqualTo(Kind.UNUSABLE);
    }

    @Test
    void whoNeverAnswersIsGivenUp() {
        server.on("/schemas/ids/1", exchange -> await(release));

        assertThat(failure(client(new Login.Anonymous(), Duration.ofMillis(200)).byId(1)))
                .hasMessage("it does not answer within 200 ms");
    }

    @Test
    void whoAnswersDropByDropIsGivenUp() {
        server.on("/schemas/ids/1", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(release);
        });

        assertThat(failure(client(new Login.Anonymous(), Duration.ofMillis(200)).byId(1)))
                .hasMessage("it does not answer within 200 ms");
    }

    @Test
    void whoHangsUpAndWhoIsNotThereDoNotAnswer() {
        server.on("/schemas/ids/1", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.close();
        });
        RegistryClient client = client();
        assertThat(failure(client.byId(1)).kind()).isEqualTo(Kind.NO_ANSWER);

        server.close();
        assertThat(failure(client.byId(2)).kind()).isEqualTo(Kind.NO_ANSWER);
    }

    @Test
    void whoAsksIsTold() {
        server.schema(1, "{}");
        found(client(new Login.Basic("gateway", "pässword"), LONG).byId(1));
        found(client(new Login.Bearer("abc.def"), LONG).byId(1));
        found(client().byId(1));

        String pair = Base64.getEncoder().encodeToString("gateway:pässword".getBytes(StandardCharsets.UTF_8));
        assertThat(server.asked())
                .extracting(ScriptedRegistry.Asked::authorization)
                .containsExactly("Basic " + pair, "Bearer abc.def", "");
    }

    private RegistryClient client() {
        return client(new Login.Anonymous(), LONG);
    }

    private RegistryClient client(Login login, Duration requestTimeout) {
        var settings = new RegistrySettings("main", server.url(), login, Tls.PLATFORM, LONG, requestTimeout);
        return new RegistryClient(new RegistryHttp(settings, threads, (task, delay) -> {
            var unused = threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }));
    }

    private static Optional<RegisteredSchema> found(CompletionStage<Optional<RegisteredSchema>> stage) {
        return stage.toCompletableFuture().join();
    }

    private static RegistryFailure failure(CompletionStage<Optional<RegisteredSchema>> stage) {
        return (RegistryFailure) stage.handle((schema, failure) -> {
                    assertThat(failure).as("a failure instead of %s", schema).isInstanceOf(CompletionException.class);
                    return failure.getCause();
                })
                .toCompletableFuture()
                .join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
