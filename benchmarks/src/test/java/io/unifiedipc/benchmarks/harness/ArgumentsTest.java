package io.unifiedipc.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments of(String... words) throws UsageException {
        return Arguments.of(List.of(words), SelfTest.all());
    }

    @Test
    void allGroupsUnlessSomeAreNamed() throws Exception {
        assertThat(of().groups()).isEqualTo(SelfTest.all());
        assertThat(of("bad", "good").groups()).isEqualTo(SelfTest.all());
        assertThat(of("good", "--quick")).isEqualTo(new Arguments(List.of(SelfTest.GOOD), true, false, true, null));
        assertThat(of("good").contenders()).isEqualTo(5);
    }

    @Test
    void rowsByAPartOfTheirName() throws Exception {
        Arguments some = of("--row", "COUN", "--check");
        assertThat(some.rows()).extracting(Row::name).containsExactly("count");
        assertThat(some.whole()).isFalse();
    }

    @Test
    void unknownWordsNameTheValidOnes() {
        assertThatThrownBy(() -> of("godo"))
                .hasMessage("'godo' is neither a group nor an option; groups are good, bad; "
                        + "options are --quick, --check, --row TEXT, --jfr FOLDER, --help");
        assertThatThrownBy(() -> of("--fast")).hasMessageContaining("'--fast' is neither");
        assertThatThrownBy(() -> of("--row")).hasMessage("--row wants a value after it");
        assertThatThrownBy(() -> of("good", "--row", "none"))
                .hasMessage("no row's name holds 'none'; rows are 'count', 'with a server'");
        assertThatThrownBy(() -> of("--quick", "--check")).hasMessageContaining("give one of them");
    }

    @Test
    void groupsAreAsTheyHaveToBe() {
        assertThat(Groups.problems(Groups.all())).isEmpty();
        assertThat(Groups.problems(SelfTest.all())).isEmpty();
    }

    @Test
    void wrongGroupsAreTold() {
        Row wrong = new Row(
                "row",
                SelfTest.ADDER,
                SelfTest.ADDER,
                List.of(),
                List.of(Goal.ratio(Metric.RATE, 1, "nobody"), Goal.absolute(Metric.BYTES, 1)));
        Group group = new Group("group", "", List.of(wrong));
        assertThat(Groups.problems(List.of(group, new Group("group", "", List.of()))))
                .containsExactly(
                        "two groups are named 'group'",
                        "two contenders in group / row are named 'LongAdder'",
                        "a goal of group / row is against 'nobody', which is none of [LongAdder, LongAdder]");
    }
}
