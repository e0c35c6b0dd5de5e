package io.unifiedipc.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    private static Version version(String text) {
        return Objects.requireNonNull(Version.parse(text), text);
    }

    @Test
    void readsItsParts() {
        assertThat(Version.parse("1.2.3")).isEqualTo(new Version(1, 2, 3, ""));
        assertThat(Version.parse("0.10.200-rc.1+build.5")).isEqualTo(new Version(0, 10, 200, "rc.1"));
        assertThat(Version.parse("1.0.0+a")).isEqualTo(Version.parse("1.0.0+b"));
        assertThat(Version.majorOf("12.0.0-1.2")).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0-alpha",
                "1.0.0-0A.is.legal",
                "1.0.0-0a",
                "1.0.0--.-",
                "1.0.0-12.x",
                "1.0.0+0.build.1-rc.10000aaa-kk-0.1"
            })
    void whatIsAllowed(String text) {
        assertThat(Version.parse(text)).isNotNull();
        assertThat(Version.wrong(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "1.2.3.4",
                "v1.2.3",
                "01.2.3",
                "1.02.3",
                "1.2.03",
                "1.2.3-",
                "1.2.3+",
                "1.2.3-01",
                "1.2.3-a..b",
                "1.2.3-a_b",
                "1.2.3+a+b",
                "-1.2.3",
                "1.2.3 ",
                "1.2.3\n",
                "1,2,3",
                "١.٢.٣",
                "1234567890.0.0",
                "latest"
            })
    void whatIsNone(String text) {
        assertThat(Version.parse(text)).isNull();
        assertThat(Version.wrong(text)).startsWith("'" + text + "'");
    }

    @Test
    void aLongOneIsShownShort() {
        String text = "1.0.0-" + "0".repeat(10_000);
        assertThat(Version.wrong(text)).hasSizeLessThan(120).contains("10006 characters");
    }

    /** The example of the specification, section 11, and one with numbers of any length. */
    @Test
    void aPreReleaseComesBeforeItsRelease() {
        List<Version> order = List.of(
                version("0.9.9"),
                version("1.0.0-9"),
                version("1.0.0-10"),
                version("1.0.0-99999999999999999999"),
                version("1.0.0-alpha"),
                version("1.0.0-alpha.1"),
                version("1.0.0-alpha.beta"),
                version("1.0.0-beta"),
                version("1.0.0-beta.2"),
                version("1.0.0-beta.11"),
                version("1.0.0-rc.1"),
                version("1.0.0"),
                version("1.0.1"),
                version("1.2.0"),
                version("1.10.0"),
                version("2.0.0"));
        List<Version> shuffled = new ArrayList<>(order);
        Collections.shuffle(shuffled, new Random(7));
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(order);
    }
}
