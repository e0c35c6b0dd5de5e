package snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.testing.kit.LeakGuard;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import snippets.Roll.Over;
import snippets.Versions.First;
import snippets.Versions.Major;
import snippets.Versions.Minor;

/** The steps of {@code docs/versions.md}, each with calls under way all the time: none may fail. */
class RollingDeploymentTest {
    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private static Calls first(Ipc caller) {
        First.Orders orders = caller.client(First.Orders.class);
        return Calls.of(i -> assertThat(orders.place(new First.PlaceOrder("ann", "sku" + i, 1)))
                .isEqualTo(new First.OrderPlaced("ann-sku" + i)));
    }

    private static Calls minor(Ipc caller) {
        Minor.Orders orders = caller.client(Minor.Orders.class);
        return Calls.of(i -> {
            Minor.OrderPlaced placed = orders.place(new Minor.PlaceOrder("bob", "sku" + i, 1, null));
            assertThat(placed.id()).isEqualTo("bob-sku" + i);
            assertThat(placed.days()).isIn(0, 3); // 0 from those that don't say it yet
        });
    }

    private static Calls major(Ipc caller) {
        Major.Orders orders = caller.client(Major.Orders.class);
        return Calls.of(i -> assertThat(
                        orders.place(new Major.PlaceOrder("cid", List.of(new Major.Line("sku" + i, 1)))))
                .isEqualTo(new Major.OrderPlaced("cid-sku" + i, 3)));
    }

    // ---- a minor

    @ParameterizedTest
    @EnumSource
    void receiversTakeANewMinor(Over over) throws IOException {
        Roll roll = new Roll(over, guard, Versions::serveFirst);
        Calls first = first(roll.caller("cart"));
        roll.replaceEach(Versions::serveMinor, first);
        first.end();
    }

    @ParameterizedTest
    @EnumSource
    void callersTakeANewMinorBeforeOrAfter(Over over) throws IOException {
        Roll roll = new Roll(over, guard, Versions::serveFirst);
        Calls first = first(roll.caller("cart"));
        Calls minor = minor(roll.caller("cart-new"));
        roll.replaceEach(Versions::serveMinor, first, minor);
        first.end();
        minor.goOn();
        minor.end();
    }

    // ---- a major

    @ParameterizedTest
    @EnumSource
    void receiversServeTheNewMajorBesideTheOld(Over over) throws IOException {
        Roll roll = new Roll(over, guard, Versions::serveMinor);
        Calls first = first(roll.caller("desk"));
        Calls minor = minor(roll.caller("cart"));
        roll.replaceEach(Versions::serveBoth, first, minor);
        first.end();
        minor.end();
    }

    @ParameterizedTest
    @EnumSource
    void callersMoveOneByOneUntilNobodyUsesTheOld(Over over) throws IOException {
        Roll roll = new Roll(over, guard, Versions::serveBoth);
        Ipc cart = roll.caller("cart");
        Ipc desk = roll.caller("desk");
        Calls oldOfCart = minor(cart);
        Calls oldOfDesk = first(desk);
        Calls newOfCart = major(roll.caller("cart-new"));
        oldOfCart.end();
        Calls newOfDesk = major(roll.caller("desk-new"));
        oldOfDesk.end();

        // begin: who
        long used = uses(roll.instances());
        newOfCart.goOn();
        newOfDesk.goOn();
        assertThat(uses(roll.instances())).isEqualTo(used); // nobody uses it any more
        // end: who
        assertThat(cart.deprecatedUses()).hasSize(1);
        assertThat(roll.instances())
                .flatExtracting(Ipc::deprecatedUses)
                .extracting(use -> use.caller().replaceAll("-.*", ""))
                .containsOnly("cart", "desk");
        newOfCart.end();
        newOfDesk.end();
    }

    private static long uses(List<Ipc> instances) {
        return instances.stream()
                .flatMap(instance -> instance.deprecatedUses().stream())
                .mapToLong(Ipc.DeprecatedUse::times)
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void theOldMajorGoes(Over over) throws IOException {
        Roll roll = new Roll(over, guard, Versions::serveBoth);
        Calls major = major(roll.caller("cart"));
        roll.replaceEach(Versions::serveMajor, major);
        major.end();
    }

    @Test
    void whoStillCallsTheOldMajorIsToldWhatThereIs() throws IOException {
        Roll roll = new Roll(Over.HTTP, guard, Versions::serveMajor);
        First.Orders late = roll.caller("late").client(First.Orders.class);
        assertThatThrownBy(() -> late.place(new First.PlaceOrder("ann", "sku", 1)))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                    assertThat(e).hasMessageContaining("supported are 2.0.0");
                });
    }
}
