package pipeline.tables.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import pipeline.lake.parquet.RowIterator;
import pipeline.lake.store.LakeException;

/** Checks a cursor whose first row cannot be read. */
class AlbumCursorTest {
  private final LakeException damaged =
      new LakeException(LakeException.LakeErrorKind.DAMAGED, "damaged");
  private int closed;

  private final class DamagedRows implements RowIterator<String> {
    @Override
    public String next() {
      throw damaged;
    }

    @Override
    public void close() {
      closed++;
      throw new IllegalStateException("and it does not close");
    }
  }

  @Test
  void closesTheReaderIfTheFirstRowIsDamaged() {
    LakeException failed =
        assertThrows(
            LakeException.class, () -> new AlbumCursor<>(new DamagedRows(), Function.identity()));

    assertSame(damaged, failed);
    assertEquals(1, closed);
    assertEquals("and it does not close", failed.getSuppressed()[0].getMessage());
  }
}
