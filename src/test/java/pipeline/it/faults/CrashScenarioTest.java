package pipeline.it.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrashScenarioTest {
  /**
   * Checks that the methods of {@link CrashScenario} exist; a wrong name would set no breakpoint.
   */
  @Test
  void everyMethodWithABreakpointExists() throws ClassNotFoundException {
    for (Map.Entry<String, Set<String>> type : CrashScenario.PUBLISHING.entrySet()) {
      for (String name : type.getValue()) {
        Method[] methods = Class.forName(type.getKey()).getDeclaredMethods();
        assertTrue(
            Arrays.stream(methods).anyMatch(method -> method.getName().equals(name)),
            type.getKey() + "." + name);
      }
    }
  }
}
