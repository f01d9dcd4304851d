package dev.herald.net;

import static java.lang.invoke.MethodType.methodType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
    void older_java_is_reported() {
        String reason = "requires Java 22, but this is " + Runtime.version().feature();
        assertThatThrownBy(() -> ForeignFunctions.findWithErrno("getpid", methodType(int.class)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(reason);
        assertThatThrownBy(ForeignFunctions::errnoAt).hasMessage(reason);
    }

    @Test
    @EnabledForJreRange(minVersion = 22)
    void function_is_called_and_errno_is_stored() throws Throwable {
        ByteBuf memory = Unpooled.directBuffer(ForeignFunctions.ERRNO_BYTES);
        Object errno = ForeignFunctions.errnoAt().invoke(memory.memoryAddress());
        MethodHandle process = ForeignFunctions.findWithErrno("getpid", methodType(int.class));
        assertThat((int) process.invoke(errno))
                .isEqualTo((int) ProcessHandle.current().pid());
        MethodHandle close = ForeignFunctions.findWithErrno("close", methodType(int.class, int.class));
        assertThat((int) close.invoke(errno, -1)).isEqualTo(-1);
        assertThat(memory.getIntLE(0)).as("EBADF").isEqualTo(9);
        memory.release();
    }

    @Test
    @EnabledForJreRange(minVersion = 22)
    void unknown_function_is_reported() {
        assertThatThrownBy(() -> ForeignFunctions.findWithErrno("no_such_function", methodType(int.class)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("NoSuchElementException");
    }
}
