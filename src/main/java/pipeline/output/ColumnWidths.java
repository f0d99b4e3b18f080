package pipeline.output;

/** Shares a screen's width among columns. */
final class ColumnWidths {
  private ColumnWidths() {}

  /**
   * Takes from the widest column, cell by cell, until all fit; none gets less than the least, so
   * that a screen too narrow for them is written beyond.
   *
   * @param natural what each column would like
   * @param gap between two columns
   */
  static int[] fit(int[] natural, int width, int minimum, String gap) {
    int[] widths = natural.clone();
    int excess = gap.length() * (widths.length - 1) - width;
    for (int one : widths) {
      excess += one;
    }
    for (; excess > 0; excess--) {
      int widest = widest(widths);
      if (widest < 0 || widths[widest] <= minimum) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static int widest(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (widest < 0 || widths[i] > widths[widest]) {
        widest = i;
      }
    }
    return widest;
  }
}
