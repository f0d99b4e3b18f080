package pipeline.lake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings that say little. */
public final class SettingsOf {
  private SettingsOf() {}

  public static LakeSettings environment(Path folder, Map<String, String> environment) {
    return new LakeSettings(
        folder,
        folder.resolve("tmp"),
        environment,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
