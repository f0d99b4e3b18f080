package pipeline.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pipeline.lake.store.CloseSequence;
import pipeline.lake.store.IoErrorTranslator;
import pipeline.lake.store.TemporaryFiles;

/**
 * A grouping of credits by artist, which returns each artist once, sorted by id. When the number of
 * artists in memory reaches a limit, these artists are written to disk as a sorted file (a sorted
 * run). An artist gets the first name and the first URL that are not empty, in the order in which
 * the credits were added.
 */
final class ArtistAggregator implements AutoCloseable {
  /** A credit of an artist. */
  record ArtistCredit(String id, @Nullable String name, @Nullable String url) {

    /**
     * Returns this credit. If the name or the URL is missing or empty, the value of a later credit
     * is used.
     */
    ArtistCredit completedBy(ArtistCredit later) {
      return new ArtistCredit(id, fuller(name, later.name), fuller(url, later.url));
    }

    private static @Nullable String fuller(@Nullable String earlier, @Nullable String later) {
      boolean isMissing = earlier == null || earlier.isEmpty();
      return isMissing && later != null ? later : earlier;
    }
  }

  private final Path folder;
  private final int maxInMemory;
  private final TreeMap<String, ArtistCredit> artists = new TreeMap<>();
  private final List<Path> runs = new ArrayList<>();

  ArtistAggregator(Path folder, int maxInMemory) {
    this.folder = folder;
    this.maxInMemory = maxInMemory;
  }

  void add(ArtistCredit credit) {
    artists.merge(credit.id(), credit, ArtistCredit::completedBy);
    if (artists.size() >= maxInMemory) {
      spill();
    }
  }

  /** Passes all artists to the consumer, sorted by id. */
  void forEach(Consumer<ArtistCredit> consumer) {
    if (runs.isEmpty()) {
      artists.values().forEach(consumer);
      return;
    }
    spill();
    try {
      merge(consumer);
    } catch (IOException failed) {
      throw IoErrorTranslator.readFailure(folder.toString(), failed);
    }
  }

  private void spill() {
    try {
      Path run = Files.createTempFile(folder, "artists-", ".run");
      runs.add(run);
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run)))) {
        for (ArtistCredit artist : artists.values()) {
          write(out, artist.id());
          write(out, artist.name());
          write(out, artist.url());
        }
      }
    } catch (IOException failed) {
      throw IoErrorTranslator.writeFailure(folder.toString(), failed);
    }
    artists.clear();
  }

  private void merge(Consumer<ArtistCredit> consumer) throws IOException {
    // Among equal ids, the sorted run with the lower number comes first, because it contains
    // earlier credits.
    PriorityQueue<SortedRun> heads =
        new PriorityQueue<>(
            Comparator.comparing((SortedRun run) -> run.head.id())
                .thenComparingInt(run -> run.number));
    List<SortedRun> openRuns = new ArrayList<>();
    try {
      for (int number = 0; number < runs.size(); number++) {
        SortedRun run = new SortedRun(number, runs.get(number));
        openRuns.add(run);
        if (run.advance()) {
          heads.add(run);
        }
      }
      while (!heads.isEmpty()) {
        ArtistCredit artist = removeFirst(heads);
        while (!heads.isEmpty() && heads.element().head.id().equals(artist.id())) {
          artist = artist.completedBy(removeFirst(heads));
        }
        consumer.accept(artist);
      }
    } finally {
      CloseSequence.close(openRuns);
    }
  }

  private static ArtistCredit removeFirst(PriorityQueue<SortedRun> heads) throws IOException {
    SortedRun run = heads.remove();
    ArtistCredit artist = run.head;
    if (run.advance()) {
      heads.add(run);
    }
    return artist;
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public void close() {
    TemporaryFiles.discard(runs.toArray(Path[]::new));
  }

  /** A sorted run on disk, read once from its first artist to its last. */
  private static final class SortedRun implements AutoCloseable {
    private final int number;
    private final DataInputStream in;
    private ArtistCredit head = new ArtistCredit("", null, null);

    SortedRun(int number, Path file) throws IOException {
      this.number = number;
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** Moves to the next artist. Returns false at the end of the run. */
    boolean advance() throws IOException {
      String id;
      try {
        id = read();
      } catch (EOFException end) {
        return false;
      }
      head = new ArtistCredit(String.valueOf(id), read(), read());
      return true;
    }

    private @Nullable String read() throws IOException {
      int length = in.readInt();
      return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
