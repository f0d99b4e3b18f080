package pipeline.report;

import org.jspecify.annotations.Nullable;

/** Which part of some tracks has explicit lyrics. */
public final class ExplicitShare {
  private int explicit;
  private int clean;
  private int unknown;

  void add(@Nullable Boolean isExplicit) {
    if (isExplicit == null) {
      unknown++;
    } else if (isExplicit) {
      explicit++;
    } else {
      clean++;
    }
  }

  public int explicit() {
    return explicit;
  }

  public int clean() {
    return clean;
  }

  public int unknown() {
    return unknown;
  }

  public int total() {
    return explicit + clean + unknown;
  }

  /** Of the tracks of which it is known: 0 to 1; 0 where it is known of none. */
  public double share() {
    int known = explicit + clean;
    return known == 0 ? 0 : (double) explicit / known;
  }
}
