package pipeline.it.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import pipeline.testing.process.DuckDb;

/** Returns everything that versitygw stores, as text: objects, rows of tables and attributes. */
final class StorageScanner {
  private final Map<String, String> texts = new TreeMap<>();

  private StorageScanner() {}

  /** Returns the texts by their place. */
  static Map<String, String> scan(Path folder) throws IOException {
    StorageScanner stored = new StorageScanner();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        stored.addAttributes(path);
        if (Files.isRegularFile(path)) {
          stored.addBytes(path);
        }
      }
    }
    return stored.texts;
  }

  private void addBytes(Path file) throws IOException {
    texts.put(file.toString(), Files.readString(file, ISO_8859_1));
    if (file.toString().endsWith(".parquet")) {
      // The rows are compressed.
      texts.put("rows of " + file, DuckDb.rows("FROM read_parquet('" + file + "')").toString());
    }
  }

  /** Headers of an object and the owner of a bucket are attributes of the file or folder. */
  private void addAttributes(Path path) throws IOException {
    var view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    for (String name : view.list()) {
      ByteBuffer value = ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      texts.put(name + " of " + path, new String(value.array(), ISO_8859_1));
    }
  }
}
