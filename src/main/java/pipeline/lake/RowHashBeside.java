package pipeline.lake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.avro.generic.IndexedRecord;

/** The hash of rows, counted on another thread once there are more of them than a batch. */
final class RowHashBeside implements AutoCloseable {
  private final RowHash hash;
  private final Beside beside = new Beside();
  private List<IndexedRecord> batch = new ArrayList<>();
  private Future<?> begun = CompletableFuture.completedFuture(null);

  RowHashBeside(RowHash hash) {
    this.hash = hash;
  }

  void add(IndexedRecord row) {
    if (batch.size() == Beside.BATCH) {
      List<IndexedRecord> full = batch;
      batch = new ArrayList<>();
      Beside.result(begun); // no more than one behind: rows take memory
      begun = beside.begin(() -> addAll(full));
    }
    batch.add(row);
  }

  /** After the last row. */
  String hex() throws IOException {
    Beside.result(begun);
    addAll(batch);
    return hash.hex();
  }

  private int addAll(List<IndexedRecord> rows) throws IOException {
    for (IndexedRecord row : rows) {
      hash.add(row);
    }
    return rows.size();
  }

  @Override
  public void close() {
    beside.close();
  }
}
