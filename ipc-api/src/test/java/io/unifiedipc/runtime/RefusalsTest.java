package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.Refusal;
import io.unifiedipc.spi.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    enum Colour {
        RED,
        BLUE
    }

    record Item(String sku, int left) {}

    @Refusal("rich")
    static final class Rich extends Exception {
        private static final long serialVersionUID = 1;

        final Item item;
        final List<Item> others;
        final Colour colour;
        final Instant when;
        final @Nullable String note;
        final Map<String, Integer> counts;
        final byte[] bytes;
        final double ratio;

        Rich(
                String message,
                Item item,
                List<Item> others,
                Colour colour,
                Instant when,
                @Nullable String note,
                Map<String, Integer> counts,
                byte[] bytes,
                double ratio) {
            super(message);
            this.item = item;
            this.others = others;
            this.colour = colour;
            this.when = when;
            this.note = note;
            this.counts = counts;
            this.bytes = bytes;
            this.ratio = ratio;
        }
    }

    @Refusal(value = "gone", status = 410, type = "https://shop.example/problems/gone")
    static final class Gone extends Exception {
        private static final long serialVersionUID = 1;
    }

    @Refusal(status = 200)
    static final class NoFailure extends Exception {
        private static final long serialVersionUID = 1;
    }

    interface Contract {
        void fine() throws Gone;

        void wrong() throws NoFailure;
    }

    @Test
    void itsStatusAndTypeTravel() {
        IpcException sent = Objects.requireNonNull(Refusals.encode(new Gone(), Map.of()));
        Problem read = Problems.read(Problems.encode(sent).body());
        assertThat(read.status()).isEqualTo(410);
        assertThat(read.type()).isEqualTo("https://shop.example/problems/gone");
        assertThat(read.refusal()).isEqualTo("gone");
    }

    @Test
    void aStatusThatIsNoFailureIsAMistake() throws Exception {
        assertThat(Refusals.declared(Contract.class.getDeclaredMethod("fine"))).containsKey("gone");
        assertThatThrownBy(() -> Refusals.declared(Contract.class.getDeclaredMethod("wrong")))
                .hasMessageContaining("MISCONFIGURED")
                .hasMessageContaining("NoFailure")
                .hasMessageContaining("200");
    }

    @Refusal
    static class Several extends RuntimeException {
        private static final long serialVersionUID = 1;

        final String sku;
        final int left;

        Several() {
            this("none", 0);
        }

        Several(String message) {
            super(message);
            sku = "from a message";
            left = -1;
        }

        Several(String sku, int left) {
            super(left + " of " + sku);
            this.sku = sku;
            this.left = left;
        }

        Several(String sku, int left, Throwable cause) {
            super(left + " of " + sku, cause);
            this.sku = sku;
            this.left = left;
        }
    }

    @Refusal
    static final class Derived extends Several {
        private static final long serialVersionUID = 1;

        final @Nullable String more;

        Derived(String sku, int left, @Nullable String more) {
            super(sku, left);
            this.more = more;
        }
    }

    @Refusal
    static final class Unmakeable extends Exception {
        private static final long serialVersionUID = 1;

        final int a;

        Unmakeable(int notTheField) {
            a = notTheField;
        }
    }

    static class Parent extends Exception {
        private static final long serialVersionUID = 1;

        final @Nullable String inherited;

        Parent(@Nullable String inherited) {
            this.inherited = inherited;
        }
    }

    @Refusal
    static final class NullInParent extends Parent {
        private static final long serialVersionUID = 1;

        final int own;

        NullInParent(@Nullable String inherited, int own) {
            super(inherited);
            this.own = own;
        }
    }

    public static final class Vault {
        public String getPassword() {
            return "s3cret";
        }

        @Refusal
        @SuppressWarnings("ClassCanBeStatic") // on purpose: it has a hidden field with its outer object
        final class Inner extends Exception {
            private static final long serialVersionUID = 1;

            final int left = 1;
            final transient String note = getPassword();
        }
    }

    /** Over the wire and back. */
    private static <E extends Exception> @Nullable Exception trip(E thrown, Class<? extends E> type) {
        Map<String, Class<? extends Exception>> declared = Map.of(Refusals.name(type), type);
        IpcException sent = Refusals.encode(thrown, declared);
        assertThat(sent).isNotNull();
        return Refusals.decode(Problems.decode("orders", Problems.encode(sent)), declared);
    }

    @Test
    void fieldsOfEverySortSurvive() {
        Rich rich = new Rich(
                "why",
                new Item("apple", 2),
                List.of(new Item("pear", 1)),
                Colour.BLUE,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                null,
                Map.of("a", 1),
                new byte[] {1, -1},
                0.1);

        assertThat(trip(rich, Rich.class)).isInstanceOfSatisfying(Rich.class, back -> {
            assertThat(back).hasMessage("why");
            assertThat(back.item).isEqualTo(rich.item);
            assertThat(back.others).isEqualTo(rich.others);
            assertThat(back.colour).isEqualTo(Colour.BLUE);
            assertThat(back.when).isEqualTo(rich.when);
            assertThat(back.note).isNull();
            assertThat(back.counts).isEqualTo(rich.counts);
            assertThat(back.bytes).isEqualTo(rich.bytes);
            assertThat(back.ratio).isEqualTo(0.1);
        });
    }

    @Test
    void theConstructorThatFitsIsTaken() {
        assertThat(trip(new Several("apple", 3), Several.class)).isInstanceOfSatisfying(Several.class, back -> {
            assertThat(back.sku).isEqualTo("apple");
            assertThat(back.left).isEqualTo(3);
            assertThat(back).hasMessage("3 of apple");
        });
    }

    @Test
    void inheritedFieldsTravelAndMayBeNull() {
        assertThat(trip(new Derived("apple", 3, null), Derived.class)).isInstanceOfSatisfying(Derived.class, back -> {
            assertThat(back.sku).isEqualTo("apple");
            assertThat(back.more).isNull();
        });
        assertThat(trip(new NullInParent(null, 7), NullInParent.class))
                .isInstanceOfSatisfying(NullInParent.class, back -> {
                    assertThat(back.inherited).isNull();
                    assertThat(back.own).isEqualTo(7);
                });
    }

    @Test
    void whatCannotBeMadeStaysAFailureWithItsData() {
        assertThat(trip(new Unmakeable(4), Unmakeable.class)).isNull();
        IpcException sent = Refusals.encode(new Unmakeable(4), Map.of());
        assertThat(sent.problem().data()).containsEntry("a", 4);
    }

    @Test
    void anExceptionThatIsNoRefusalIsNone() {
        assertThat(Refusals.encode(new IllegalStateException("secret"), Map.of()))
                .isNull();
    }

    @Test
    void dataOfAnotherTypeMakesNoException() {
        IpcException odd = Problems.decode(
                "orders",
                Problems.encode(IpcException.reported(
                        io.unifiedipc.Kind.REFUSED,
                        io.unifiedipc.Executed.YES,
                        "x",
                        new io.unifiedipc.Problem(
                                "about:blank",
                                "Several",
                                0,
                                "x",
                                Map.of("refusal", "Several", "data", Map.of("sku", List.of(1), "left", "many"))))));

        // No constructor takes these data; the one without parameters does, or the message alone.
        assertThat(Refusals.decode(odd, Map.of("Several", Several.class)))
                .isInstanceOfSatisfying(
                        Several.class, back -> assertThat(back.left).isLessThanOrEqualTo(0));
    }

    @Test
    void theOuterObjectAndTransientFieldsStayHere() {
        IpcException sent = Refusals.encode(new Vault().new Inner(), Map.of());

        assertThat(sent.problem().data()).isEqualTo(Map.of("left", 1));
    }

    @Test
    void aRefusalWithoutNamesOfParametersIsRefusedAtOnce() {
        assertThatThrownBy(() -> Refusals.checkNames(java.util.MissingResourceException.class))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED);
                    assertThat(e.text()).contains("MissingResourceException", "-parameters");
                });
        Refusals.checkNames(java.io.IOException.class); // it can be made without any
    }
}
