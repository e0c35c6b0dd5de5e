package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Kind;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.contract.ContractGroup;
import io.unifiedipc.benchmarks.decorators.DecoratorsGroup;
import io.unifiedipc.benchmarks.http.HttpGroup;
import io.unifiedipc.benchmarks.kafka.KafkaGroup;
import io.unifiedipc.benchmarks.memory.MemoryGroup;
import io.unifiedipc.benchmarks.scale.ScaleGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All groups there are. A new one is a line here. */
public final class Groups {
    private Groups() {}

    /** In the order in which they run and stand in the page. Called in the parent and in each child: it opens nothing. */
    public static List<Group> all() {
        return List.of(
                DecoratorsGroup.group(),
                MemoryGroup.group(),
                HttpGroup.group(),
                KafkaGroup.group(),
                ContractGroup.group(),
                ScaleGroup.group());
    }

    /** What is wrong with these groups: names that are there twice, goals against a contender that is not there. */
    static List<String> problems(List<Group> groups) {
        List<String> problems = new ArrayList<>();
        twice("groups", groups.stream().map(Group::name).toList(), problems);
        for (Group group : groups) {
            twice(
                    "rows in " + group.name(),
                    group.rows().stream().map(Row::name).toList(),
                    problems);
            for (Row row : group.rows()) {
                problems(group.name() + " / " + row.name(), row, problems);
            }
        }
        return problems;
    }

    private static void problems(String where, Row row, List<String> problems) {
        List<String> names = row.contenders().stream().map(Contender::name).toList();
        twice("contenders in " + where, names, problems);
        for (Goal goal : row.goals()) {
            if (goal.kind() != Kind.ABSOLUTE && !names.contains(goal.against())) {
                problems.add("a goal of " + where + " is against '" + goal.against() + "', which is none of " + names);
            }
        }
    }

    private static void twice(String what, List<String> names, List<String> problems) {
        Set<String> seen = new HashSet<>();
        names.stream()
                .filter(name -> !seen.add(name))
                .forEach(name -> problems.add("two " + what + " are named '" + name + "'"));
    }
}
