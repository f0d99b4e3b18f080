package pipeline.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipeline.lake.LakeException;
import pipeline.lake.ObjectStore;
import pipeline.lake.StoredObject;

/**
 * A file that a command leaves: of this machine, or an object in a bucket. It is replaced at once,
 * and left alone where it would come out the same.
 */
sealed interface WholeFile {
  /** The part before the last slash is opened as a store, what follows is a key in it. */
  Pattern S3 = Pattern.compile("(s3://[^/]+(?:/.+)?)/([^/]+)");

  /** Where it goes, as people write it. */
  String where();

  /**
   * Writes it, where it is not there with these bytes already.
   *
   * @return whether anything changed
   */
  boolean write(byte[] bytes, Context context, LakeVisits visits) throws IOException;

  /**
   * Reads {@code s3://bucket/prefix/name}, or the name of a file.
   *
   * @param folder where a relative name begins
   * @throws IllegalArgumentException whose message says what is wrong with the text
   */
  static WholeFile named(String text, Path folder) {
    if (!text.startsWith("s3://")) {
      return new Local(path(text.startsWith("file:") ? text.substring(5) : text, folder));
    }
    Matcher address = S3.matcher(text);
    if (!address.matches()) {
      throw new IllegalArgumentException(
          "'%s' names no object: write s3://bucket/prefix/name".formatted(text));
    }
    return new InBucket(address.group(1), address.group(2));
  }

  private static Path path(String name, Path folder) {
    Path file;
    try {
      file = folder.resolve(name).toAbsolutePath().normalize();
    } catch (InvalidPathException odd) {
      throw new IllegalArgumentException("'%s' is no name of a file".formatted(name), odd);
    }
    if (name.isBlank() || Files.isDirectory(file)) {
      throw new IllegalArgumentException("'%s' is a folder: name a file in it".formatted(name));
    }
    if (!Files.isDirectory(file.getParent())) {
      throw new IllegalArgumentException(
          "there is no folder %s: make it first".formatted(file.getParent()));
    }
    return file;
  }

  /**
   * A file of this machine.
   *
   * @param file absolute, in a folder that is there
   */
  record Local(Path file) implements WholeFile {
    @Override
    public String where() {
      return file.toString();
    }

    @Override
    public boolean write(byte[] bytes, Context context, LakeVisits visits) {
      try {
        if (Files.isRegularFile(file) && Arrays.equals(bytes, Files.readAllBytes(file))) {
          return false;
        }
        replace(bytes);
        return true;
      } catch (IOException failed) {
        throw LakeException.writing(where(), failed);
      }
    }

    private void replace(byte[] bytes) throws IOException {
      // A folder of its own keeps the usual rights of a new file; a temporary file would be 0600.
      Path folder = Files.createTempDirectory(file.getParent(), "." + file.getFileName() + "-");
      Path whole = folder.resolve(file.getFileName());
      try {
        Files.write(whole, bytes);
        move(whole);
      } finally {
        Files.deleteIfExists(whole);
        Files.deleteIfExists(folder);
      }
    }

    private void move(Path whole) throws IOException {
      try {
        Files.move(
            whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException overlaid) {
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /**
   * An object in a bucket.
   *
   * @param store {@code s3://bucket} or {@code s3://bucket/prefix}
   */
  record InBucket(String store, String key) implements WholeFile {
    @Override
    public String where() {
      return store + "/" + key;
    }

    @Override
    public boolean write(byte[] bytes, Context context, LakeVisits visits) throws IOException {
      return visits.visit(context, store, place -> write(bytes, place));
    }

    private boolean write(byte[] bytes, ObjectStore place) {
      if (Arrays.equals(bytes, present(place, bytes.length))) {
        return false;
      }
      place.put(key, bytes);
      return true;
    }

    /** What is there now, where it is as long as what shall be there; else nothing. */
    private byte[] present(ObjectStore place, int length) {
      Optional<StoredObject> object =
          place.list(key).stream().filter(found -> found.key().equals(key)).findFirst();
      return object.isPresent() && object.get().size() == length
          ? place.read(object.get(), 0, length)
          : new byte[0];
    }
  }
}
