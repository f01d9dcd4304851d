package dev.herald.net;

import static java.lang.invoke.MethodType.methodType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ForeignFunctionsTest {

    @Test
    @EnabledForJreRange(maxVersion = 21)
    void an_older_Java_is_told_which_one_it_takes() {
        String reason = "requires Java 22, but this is " + Runtime.version().feature();
        assertThatThrownBy(() -> ForeignFunctions.find("getpid", methodType(int.class)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(reason);
        assertThatThrownBy(ForeignFunctions::errnoAt).hasMessage(reason);
    }

    @Test
    @EnabledForJreRange(minVersion = 22)
    void a_function_is_found_and_called() throws Throwable {
        MethodHandle process = ForeignFunctions.find("getpid", methodType(int.class));
        assertThat((int) process.invokeExact())
                .isEqualTo((int) ProcessHandle.current().pid());
    }

    @Test
    @EnabledForJreRange(minVersion = 22)
    void what_the_system_does_not_have_is_refused() {
        assertThatThrownBy(() -> ForeignFunctions.find("no_such_function", methodType(int.class)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("NoSuchElementException");
    }
}
