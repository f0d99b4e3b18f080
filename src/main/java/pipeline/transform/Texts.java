package pipeline.transform;

import org.jspecify.annotations.Nullable;

/** Text as it stands in clean tables. */
final class Texts {
  private Texts() {}

  /** Without white space around it, in the sense of Unicode. */
  static @Nullable String strip(@Nullable String text) {
    return text == null ? null : text.strip();
  }
}
